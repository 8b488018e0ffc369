"""The entry point of the web server (gunicorn libya_tracker.wsgi:application)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "libya_tracker.settings")

application = get_wsgi_application()
