"""What if: ranges and break-even, a sheet before those of the calculation that they are about."""
