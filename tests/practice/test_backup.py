"""A backup holds everything, and comes back whole or not at all."""

import hashlib
import uuid
from pathlib import Path

import psycopg
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from practice import uploads
from practice.datadir import DataDir
from practice.models import Practice, Upload
from practice.postgres import embedded
from practice.postgres.servers import EmbeddedServer, Role
from tests import factories
from tests.practice.machine import manage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def practice(therapist, settings, tmp_path):
    """A practice with a client, a signed visit, an uploaded letter and a photo; another is being written."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "letters").mkdir(parents=True)
    (settings.MEDIA_ROOT / "letters" / "to Dr Adams.pdf").write_bytes(b"%PDF \xff")
    uploads.keep(uploads.clean_photo(ContentFile(factories.photo())), therapist, timezone.now(), uuid.uuid4())
    (settings.MEDIA_ROOT / "uploads" / ".half.jpg").write_bytes(b"\xff\xd8")
    Practice.objects.update_or_create(pk=1, defaults={"name": "Quiet Hands"})
    visit = factories.visit(factories.client(name="Clara Whitfield"), therapist)
    factories.rating(visit, factories.complaint(visit.client), 6)
    return factories.sign(visit)


@pytest.fixture
def backup(practice, tmp_path) -> Path:
    call_command("backup", str(tmp_path / "practice.backup"))
    return tmp_path / "practice.backup"


@pytest.fixture
def elsewhere(tmp_path):
    data = DataDir(tmp_path / "elsewhere")
    yield data
    embedded.leave(data)


def rows(database: psycopg.Connection) -> dict[str, list[str]]:
    """Every table, sequence and what they hold."""
    found = {}
    for name, kind in database.execute(
        "SELECT relname, relkind::text FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')"
    ).fetchall():
        query = f'SELECT t::text FROM "{name}" t' if kind == "r" else f'SELECT last_value::text FROM "{name}"'
        found[name] = sorted(text for (text,) in database.execute(query))
    return found


def restored(data: DataDir, role: Role) -> psycopg.Connection:
    return psycopg.connect(dbname="fifth_visit", autocommit=True, **EmbeddedServer(data).login(role, "fifth_visit"))


def test_everything_comes_back_with_its_guards_and_rights(practice, elsewhere, tmp_path, settings):
    connection.ensure_connection()
    before = rows(connection.connection)
    start = timezone.now()
    file = tmp_path / "practice.backup"
    call_command("backup", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    assert Practice.objects.get(pk=1).last_backup_at >= start

    done = manage("restore", str(file), DATA_DIR=str(elsewhere.path))
    assert (done.returncode, done.stderr) == (0, "")
    with restored(elsewhere, Role.OWNER) as database:
        assert rows(database) == before
    assert (elsewhere.path / "media/letters/to Dr Adams.pdf").read_bytes() == b"%PDF \xff"
    settings.MEDIA_ROOT = elsewhere.path / "media"
    photo = Upload.objects.get()
    assert hashlib.sha256(uploads.response(photo).content).hexdigest() == photo.sha256
    assert list(settings.MEDIA_ROOT.rglob(".*")) == []
    with restored(elsewhere, Role.APP) as database:
        for statement in (
            "DELETE FROM sessions_log_rating",
            "DELETE FROM practice_accesslog",
            "TRUNCATE clients_client",
        ):
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.IntegrityError)):
                database.execute(statement)
    assert {path.name for path in (elsewhere.path / "secrets").iterdir()} == {
        "secret_key", "fifth_visit_app.password", "fifth_visit_owner.password",
    }  # fmt: skip

    again = manage("restore", str(file), DATA_DIR=str(elsewhere.path))
    assert again.returncode == 1
    assert "This practice has people already" in again.stderr


def test_damaged_file_is_refused_and_changes_nothing(backup, elsewhere, tmp_path):
    whole = backup.read_bytes()
    middle = len(whole) // 3
    damaged = {
        "cut off": whole[: len(whole) // 2],
        "altered": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "something else": b"client,visit_date\n",
    }
    for name, content in damaged.items():
        (tmp_path / name).write_bytes(content)
        done = manage("restore", str(tmp_path / name), DATA_DIR=str(elsewhere.path))
        assert done.returncode == 1
        assert done.stderr.startswith(f"CommandError: Nothing was restored. {tmp_path / name} cannot be used: it ")
    with restored(elsewhere, Role.OWNER) as database:
        assert rows(database) == {}
    assert not (elsewhere.path / "media").exists()


def test_backup_never_replaces_a_file(practice, tmp_path):
    (tmp_path / "there").write_text("something dear")
    with pytest.raises(CommandError, match="exists already"):
        call_command("backup", str(tmp_path / "there"))
    with pytest.raises(CommandError, match="No such file"):
        call_command("backup", str(tmp_path / "no folder" / "practice.backup"))
    assert (tmp_path / "there").read_text() == "something dear"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["media", "there"]
    assert Practice.objects.get(pk=1).last_backup_at is None
