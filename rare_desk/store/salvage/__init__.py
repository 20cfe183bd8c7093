"""A book whose file is damaged: what can be read of it, what its journal proves of that, and a new book made of it."""
