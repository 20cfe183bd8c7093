"""The sheets of the calculators that are about oxides."""
