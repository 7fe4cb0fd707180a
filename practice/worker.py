"""The background worker's process: mail, imports and the nightly round, from the queue in the database."""

import os

import django

from practice import lifeline


def main() -> None:
    lifeline.follow_parent()
    django.setup()
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as queue:
        queue.run_worker(delete_jobs="successful", shutdown_graceful_timeout=3)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.settings")
    main()
