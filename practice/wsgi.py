"""The WSGI application that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from practice import lifeline

lifeline.follow_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.settings")

application = get_wsgi_application()
