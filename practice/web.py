"""The web server's process: granian with the WSGI application. `serve` starts it."""

import os

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from practice import lifeline

WORKERS = 2
THREADS = 4  # each with a database connection of its own


def main() -> None:
    lifeline.follow_parent()
    os.environ.update(lifeline.environment())  # the workers' parent is this process
    from django.conf import settings

    env = settings.ENV
    Granian(
        "practice.wsgi:application",
        address=env.host,
        port=env.port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        # Requests wait in line rather than being refused: a practice is a handful of people.
        backpressure=THREADS * 16,
        respawn_failed_workers=True,
        respawn_interval=1,
        workers_kill_timeout=5,
        log_level=LogLevels.error,
        log_access=False,  # addresses of pages name clients
        ssl_cert=env.tls_cert,
        ssl_key=env.tls_key,
    ).serve()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.settings")
    main()
