"""What the public pages show, gathered from the tables into plain objects.

Every function takes the user and starts from `visible_to(user)`, so a page shows
no more than that user may see. Templates only lay these objects out.
"""
