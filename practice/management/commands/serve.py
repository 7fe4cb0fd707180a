"""Everything that runs a practice, in one command: database, migrations, static files, web, worker."""

import sys

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from practice import serving
from practice.models import Practice, User
from practice.processes import Child, Children, KeepsDying
from practice.setup import issue_link

_DEMO_LOGINS = (
    ("owner@demo.example", "runs the practice"),
    ("therapist@demo.example", "treats clients"),
    ("colleague@demo.example", "a second therapist"),
    ("desk@demo.example", "books, and sees nothing clinical"),
)
_DEMO_PASSWORD = "fifth-visit-demo"  # noqa: S105 printed for everybody


class Command(BaseCommand):
    help = "Runs the practice: database, web server and background worker, until Ctrl-C."
    requires_system_checks = []  # the database that some of them ask for is started here

    def add_arguments(self, parser):
        parser.add_argument("--demo", action="store_true", help="on a folder of its own, with the sample practice")

    def handle(self, *, demo: bool, **options):
        env, data = settings.ENV, settings.DATA
        try:
            serving.check_address(env)
            with serving.claim(data, env.public_url):
                serving.check_port(env)
                self.prepare(demo)
                self.run(env, demo)
        except (serving.CannotServe, KeepsDying) as problem:
            raise CommandError(str(problem)) from None
        except DatabaseError as problem:
            raise CommandError(f"The database: {str(problem).strip()}") from None

    def prepare(self, demo: bool) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        if demo:
            self.load_sample()
        serving.collect_static()

    def load_sample(self) -> None:
        if not User.objects.exists():
            if "load_sample" in get_commands():
                self.say("Making up the sample practice (once) ...")
                call_command("load_sample", verbosity=0)
        elif not Practice.objects.filter(is_demo=True).exists():
            raise CommandError("This is a practice of real people: `--demo` has nothing to do with it.")

    def run(self, env, demo: bool) -> None:
        web = Child("web", [sys.executable, "-m", "practice.web"])
        worker = Child("background", [sys.executable, "-m", "practice.worker"])
        connection.close()
        with Children(web, worker) as children:
            while not serving.answers(env):
                if children.wait(0.1):
                    return
                for child in (web, worker):
                    child.revive()
            self.welcome(env, demo)
            children.watch(self.look_after_database)
            self.say("Stopping ...")

    def look_after_database(self) -> None:
        """The embedded server is started again should it have died."""
        connection.get_connection_params()

    def welcome(self, env, demo: bool) -> None:
        self.say(f"\nFifth Visit runs at {env.public_url}")
        if demo:
            self.say(f"\nThe sample practice. Log in with the password {_DEMO_PASSWORD} as")
            for login, what in _DEMO_LOGINS:
                self.say(f"  {login:<24}{what}")
        elif not User.objects.active().filter(is_owner=True).exists():
            self.say("\nNobody has set this practice up yet. This link does, once, for its first owner:")
            self.say(f"  {issue_link(env.public_url)}")
        self.say("\nCtrl-C stops it.")
        connection.close()

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
