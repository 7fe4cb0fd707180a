"""The whole practice into one file, and back into an empty one."""

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from practice import archive
from practice.database import as_owner
from practice.models import Practice
from practice.postgres import dumps


class Refused(Exception):
    """Says in one line why nothing was done."""


def make_backup(to: Path, now: dt.datetime) -> None:
    """Write the practice to the new file `to`, which only its owner may read. It is whole or it is not there."""
    if to.exists():
        raise Refused(f"{to} exists already, and a backup never replaces another.")
    with _beside(to) as folder:
        dump, draft = folder / archive.DUMP, folder / "archive"
        with as_owner():
            applied = MigrationRecorder(connection).applied_migrations()
            dumps.dump(connection, dump)
        archive.write(
            draft, dump, Path(settings.MEDIA_ROOT), now=now, migrations=sorted(".".join(each) for each in applied)
        )
        _sync(draft)
        try:
            os.link(draft, to)  # unlike a rename it never replaces
        except FileExistsError:
            raise Refused(f"{to} exists already, and a backup never replaces another.") from None
        _sync(to.parent)
    Practice.objects.filter(pk=1).update(last_backup_at=now)


def restore_backup(file: Path) -> str:
    """Put a backup into an empty practice, all of it or nothing; returns when it was made."""
    data, media = settings.DATA, Path(settings.MEDIA_ROOT)
    serving = data.lock("serve")
    if serving is None:
        raise Refused("Fifth Visit is running on this data folder: stop it first.")
    with serving, _beside(data.folder("secrets")) as folder:
        manifest = archive.unpack(file, folder)
        with as_owner():
            _refuse_newer(manifest["migrations"])
            _refuse_unless_empty(media)
            (folder / archive.MEDIA).mkdir(exist_ok=True, mode=0o700)
            if media.is_dir():
                media.rmdir()
            (folder / archive.MEDIA).rename(media)
            try:
                dumps.load(connection, folder / archive.DUMP)
            except BaseException:
                media.rename(folder / "not-restored")
                raise
        call_command("migrate", interactive=False, verbosity=0)  # and the application's rights with it
    return manifest["created_at"]


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone at the end."""
    try:
        folder = tempfile.mkdtemp(prefix=".fifth-visit-", dir=path.parent)
    except OSError as error:
        raise Refused(f"{path.parent}: {error.strerror}.") from None
    before = os.umask(0o077)
    try:
        yield Path(folder)
    finally:
        os.umask(before)
        shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_newer(migrations: list[str]) -> None:
    known = MigrationLoader(None).disk_migrations or {}
    unknown = sorted(set(migrations) - {".".join(each) for each in known})
    if unknown:
        raise Refused(f"The backup was made by a newer Fifth Visit (it has {unknown[0]}): update this one first.")


def _refuse_unless_empty(media: Path) -> None:
    with connection.cursor() as cursor:
        for table, what in (("practice_user", "people"), ("clients_client", "clients")):
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [f"public.{table}"])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608 one of the two above
                if cursor.fetchone()[0]:
                    raise Refused(f"This practice has {what} already: a backup goes into an empty one only.")
    if media.is_dir() and any(media.iterdir()):
        raise Refused(f"There are uploaded files in {media}: a backup goes into an empty practice only.")
