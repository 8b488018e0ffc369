"""From a report's words to cited proposals: one module a stage, plain data between.

Nothing here imports Django's models; `intake.registry` loads what is known of
parties, offices and places from the database, `known.from_dataset` from files.
"""
