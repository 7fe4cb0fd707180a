"""Logs for whoever runs the machine. They never hold what people typed: no clinical word gets into a file here."""

import logging
import re
import traceback

# What follows in an address lets somebody in.
_ONE_TIME = re.compile(r"(/(?:setup|invitation|password/reset/key|for-you|visit|calendar)/)[^/\s]+")


class WithoutValues(logging.Formatter):
    """Where an error happened and what kind it is. Its message may quote a row, so it is left out.

    So are the tokens of one-time links, which stand in the addresses of refused requests.
    """

    def format(self, record: logging.LogRecord) -> str:
        return _ONE_TIME.sub(r"\1...", super().format(record))

    def formatException(self, info) -> str:
        seen: list[str] = []
        error = info[1]
        while error is not None:
            name = f"{type(error).__module__}.{type(error).__qualname__}"
            frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
            seen.append(f"{frames}{name} (its message is not logged: it may quote a record)")
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\nwhich came from\n".join(seen)


class WithoutArguments(logging.Filter):
    """A job of the queue is named by its task and number, without what it was given."""

    def filter(self, record: logging.LogRecord) -> bool:
        job = getattr(record, "job", None)
        if isinstance(job, dict):
            record.msg = f"{getattr(record, 'action', 'job')}: {job.get('task_name')}[{job.get('id')}]"
            record.args = None
        return True


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "practice.logs.WithoutValues",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "filters": {"no_arguments": {"()": "practice.logs.WithoutArguments"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["no_arguments"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own set-up would mail errors, with the request in them, and print each request of runserver.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # "Not found" is no error, and the address of a page may hold a one-time link.
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
    },
}
