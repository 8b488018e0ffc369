"""What follows from records: querysets in, plain data out, no HTML."""
