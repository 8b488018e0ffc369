"""What follows from many records together: querysets in, plain objects out."""
