"""The login of web and worker: made by the database's owner, with a password that only the data folder knows."""

import psycopg
from django.core.management.base import CommandError
from django.db import ProgrammingError
from psycopg import sql

from practice.postgres.servers import Role


def make(connection) -> None:
    """Make the role where it is missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [_login(connection)["user"]])
        if not cursor.fetchone():
            _run(connection, "CREATE ROLE {role} LOGIN PASSWORD {password}")


def check_password(connection) -> None:
    """A role that was made from elsewhere gets the password that is kept here."""
    try:
        psycopg.connect(dbname=connection.settings_dict["NAME"], connect_timeout=5, **_login(connection)).close()
    except psycopg.OperationalError:
        _run(connection, "ALTER ROLE {role} PASSWORD {password}")


def _login(connection) -> dict:
    return connection.settings_dict["SERVER"].login(Role.APP, connection.settings_dict["NAME"])


def _run(connection, command: str) -> None:
    login = _login(connection)
    # Hashed on this side, so that no log of the server ever holds it.
    hashed = connection.connection.pgconn.encrypt_password(
        login["password"].encode(), login["user"].encode(), b"scram-sha-256"
    )
    password = sql.Literal(hashed.decode())
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(command).format(role=sql.Identifier(login["user"]), password=password))
    except ProgrammingError as error:
        if isinstance(error.__cause__, psycopg.errors.InsufficientPrivilege):
            raise CommandError(_help(login["user"])) from error
        raise


def _help(role: str) -> str:
    return (
        f"The login of DATABASE_URL may not make or change the role that web and worker use. As an administrator "
        f'of the server run: CREATE ROLE "{role}" LOGIN; then \\password "{role}" in psql, with the password that '
        f"stands in secrets/{role}.password of the data folder."
    )
