"""What `./dev` is made of. Standard library only: it runs before anything is installed.

Nothing in the application imports this package; the tests and pytest do.
"""
