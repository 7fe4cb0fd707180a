#!/usr/bin/env python
"""Django's command line for Fifth Visit."""

import os
import sys

from django.core.management import execute_from_command_line

from practice import lifeline


def main() -> None:
    lifeline.follow_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "practice.settings")
    if sys.argv[1:2] == ["serve"] and "--demo" in sys.argv:
        os.environ.setdefault("DATA_DIR", "var/demo")  # never among a practice's own data
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:  # `stalled | head`: the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
