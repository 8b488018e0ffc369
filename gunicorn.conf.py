"""How gunicorn serves the site; read from the folder in which it starts."""

workers = 2
threads = 4
worker_tmp_dir = "/tmp"  # noqa: S108 - memory in a container, and gunicorn's own file
control_socket_disable = True
# Filters by many parties make long addresses; common/http.py refuses what is too long.
limit_request_line = 8190
accesslog = "-"
