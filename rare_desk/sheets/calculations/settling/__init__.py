"""The settlement's sheet."""
