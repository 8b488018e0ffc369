"""What every room may use: no models, imports no app."""
