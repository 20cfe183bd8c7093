"""What a calculation takes from the book, and what the book says of it later."""
