"""A first format from a page: what repeats on it, a table that reads it, a package with a test."""
