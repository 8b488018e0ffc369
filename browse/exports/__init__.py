"""Lists as files and feeds, at the address of the list with an extension in place of
the slash: all the records that the page lists, with the same filters.
"""
