"""Where the database is and how each of its two roles logs in: a server of one's own, or the embedded one."""

import enum
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import OperationalError

from practice.datadir import DataDir
from practice.postgres import cluster, embedded, sockets
from practice.postgres.programs import CannotRun


class Role(enum.Enum):
    OWNER = "owner"
    APP = "app"


class Server(Protocol):
    def app_role(self, database: str) -> str: ...
    def login(self, role: Role, database: str) -> dict[str, Any]: ...


@dataclass(frozen=True)
class ExternalServer:
    """A PostgreSQL of one's own, named by DATABASE_URL with the login of the database's owner."""

    data: DataDir
    url: dict[str, Any] = field(repr=False)

    def app_role(self, database: str) -> str:
        """Roles belong to the whole server, so each database on it has its own."""
        return f"{database[:59]}_app"

    def login(self, role: Role, database: str) -> dict[str, Any]:
        owner = {name: value for name, value in self.url.items() if name != "dbname"}
        if role is Role.OWNER:
            return owner
        name = self.app_role(database)
        return owner | {"user": name, "password": self.data.secret(f"{name}.password")}


@dataclass(frozen=True)
class EmbeddedServer:
    """The PostgreSQL that comes with the product. Asking how to log in starts it where it does not run yet."""

    data: DataDir
    options: tuple[str, ...] = ()  # further settings of PostgreSQL, for tests

    def app_role(self, database: str) -> str:
        return cluster.APP

    def login(self, role: Role, database: str) -> dict[str, Any]:
        embedded.use(self.data, self.options)
        user = cluster.OWNER if role is Role.OWNER else cluster.APP
        try:
            host = sockets.way_to(self.data.path / "postgres")
        except CannotRun as problem:
            raise OperationalError(str(problem)) from None
        return {
            "host": host,
            "user": user,
            "password": self.data.secret(f"{user}.password"),
        }
