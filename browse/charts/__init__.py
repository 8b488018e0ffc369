"""Charts: plain data in, SVG out; no query, no request."""
