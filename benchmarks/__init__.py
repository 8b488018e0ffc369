"""How fast and how heavy the site is, on real servers and at many times today's size.

Nothing imports this package; `./dev bench` runs it. Tests are never timed, this is.
"""
