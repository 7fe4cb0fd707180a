"""The product's own application behind a socket, forked anew whenever its process is killed; for test_kill.py.

python -m tests.sessions_log.kill_server serve PORT    prints whom to be, then each process that serves
python -m tests.sessions_log.kill_server report        prints what the database holds
"""

import json
import os
import socket
import sys
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "practice.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402
from django.test import Client as Browser  # noqa: E402

from sessions_log.models import Visit  # noqa: E402
from tests import factories  # noqa: E402


class Handler(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def serve(port: int) -> None:
    from practice.wsgi import application

    call_command("migrate", verbosity=0)
    therapist, client = factories.user("Ines Moreno"), factories.client()
    complaint = factories.complaint(client)
    browser = Browser()
    browser.force_login(therapist)
    session = browser.cookies[settings.SESSION_COOKIE_NAME]
    listener = socket.create_server(("127.0.0.1", port))
    connections.close_all()
    _tell({"cookie": f"{session.key}={session.value}", "client": str(client.public_id), "complaint": complaint.pk})
    while True:
        process = os.fork()
        if process == 0:
            _answer(listener, port, application)
        _tell(process)
        os.waitpid(process, 0)


def _answer(listener: socket.socket, port: int, application) -> None:
    server = WSGIServer(("127.0.0.1", port), Handler, bind_and_activate=False)
    server.socket.close()
    server.socket, server.server_name, server.server_port = listener, "127.0.0.1", port
    server.setup_environ()
    server.set_app(application)
    server.serve_forever()


def report() -> None:
    _tell(
        [
            {
                "request": str(visit.request_id),
                "signed": visit.signed_at is not None,
                "asked_to_book": visit.follow_up_id,
                "subjective": visit.subjective,
                "objective": visit.objective,
                "plan": visit.plan,
                "return_weeks": str(visit.return_weeks or ""),
                "rating": [str(int(rating.value)) for rating in visit.ratings.all()],
            }
            for visit in Visit.objects.prefetch_related("ratings")
        ]
    )


def _tell(what) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(int(sys.argv[2])) if sys.argv[1] == "serve" else report()
