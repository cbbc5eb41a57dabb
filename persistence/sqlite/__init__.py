"""A shelf in an SQLite file."""
