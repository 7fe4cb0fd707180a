"""What differs between machines: the environment variables of docs/operations.md, read strictly.

A value that makes no sense, or a name that is nearly one of ours, stops the start and is named.
"""

import ipaddress
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

NAMES = (
    "PORT", "HOST", "PUBLIC_URL", "TLS_CERT", "TLS_KEY", "DATA_DIR", "DATABASE_URL",
    "SECRET_KEY", "SECRET_KEY_FILE", "DEBUG", "EMAIL_URL",
)  # fmt: skip

_MAIL = {  # scheme: port, TLS from the start, TLS after STARTTLS
    "smtp": (25, False, False),
    "smtp+tls": (587, False, True),
    "smtp+ssl": (465, True, False),
    "smtps": (465, True, False),
}


class BadEnvironment(Exception):
    """Names the variable and says what is wrong with it."""


@dataclass(frozen=True)
class Environment:
    port: int
    host: str
    public_url: str
    tls_cert: Path | None
    tls_key: Path | None
    data_dir: Path
    database: dict[str, Any] | None = field(repr=False)
    secret_key: str | None = field(repr=False)
    debug: bool
    email: dict[str, Any] | None = field(repr=False)

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def is_loopback(self) -> bool:
        return _is_loopback(self.host)

    @property
    def behind_proxy(self) -> bool:
        """True where something in front of us speaks HTTPS for us."""
        return self.is_https and self.tls_cert is None


def read(environ: Mapping[str, str], base: Path) -> Environment:
    """The environment as values; paths are relative to `base`. Empty means not set."""
    given = {name: environ[name].strip() for name in NAMES if environ.get(name, "").strip()}
    _refuse_near_misses(environ)
    host = given.get("HOST", "127.0.0.1")
    port = _port(given.get("PORT", "8000"))
    cert, key = _file(given, "TLS_CERT"), _file(given, "TLS_KEY")
    if (cert is None) != (key is None):
        given_one, missing = ("TLS_KEY", "TLS_CERT") if cert is None else ("TLS_CERT", "TLS_KEY")
        raise BadEnvironment(f"{missing} is missing: {given_one} is set, and one is of no use without the other.")
    return Environment(
        port=port,
        host=host,
        public_url=_public_url(given.get("PUBLIC_URL"), host, port, tls=cert is not None),
        tls_cert=cert,
        tls_key=key,
        data_dir=base / Path(given.get("DATA_DIR", "var/data")).expanduser(),
        database=_database(given.get("DATABASE_URL")),
        secret_key=_secret_key(given),
        debug=_switch(given.get("DEBUG", "off")),
        email=_email(given.get("EMAIL_URL")),
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise BadEnvironment(f"PORT={text}: a port is a number from 1 to 65535.")
    return int(text)


def _switch(text: str) -> bool:
    if text.lower() not in ("on", "true", "yes", "1", "off", "false", "no", "0"):
        raise BadEnvironment(f"DEBUG={text}: say on or off.")
    return text.lower() in ("on", "true", "yes", "1")


def _file(given: Mapping[str, str], name: str) -> Path | None:
    if name not in given:
        return None
    path = Path(given[name]).expanduser()
    try:
        path.open("rb").close()
    except OSError as error:
        raise BadEnvironment(f"{name}={path}: this file cannot be read ({error.strerror}).") from None
    return path


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _public_url(text: str | None, host: str, port: int, *, tls: bool) -> str:
    scheme = "https" if tls else "http"
    if text is None:
        return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"
    try:
        url = urlsplit(text)
        whole = url.scheme in ("http", "https") and url.hostname and (url.port is None or url.port)
    except ValueError:
        whole = False
    if not whole or url.path not in ("", "/") or url.query or url.fragment or url.username:
        raise BadEnvironment(f"PUBLIC_URL={text}: give an address like https://practice.example, without a path.")
    if tls and url.scheme != "https":
        raise BadEnvironment(f"PUBLIC_URL={text}: with TLS_CERT it begins with https://.")
    return f"{url.scheme}://{url.netloc}"


def _database(text: str | None) -> dict[str, Any] | None:
    """The parts of a PostgreSQL address. It holds a password, so no message repeats it."""
    if text is None:
        return None
    if not text.startswith(("postgres://", "postgresql://")):
        raise BadEnvironment("DATABASE_URL: give an address like postgres://user:password@host:5432/database.")
    try:
        parts = conninfo_to_dict(text)
    except ProgrammingError as error:
        raise BadEnvironment(f"DATABASE_URL: {str(error).splitlines()[0].replace(text, '...')}") from None
    for name in ("user", "dbname"):
        if not parts.get(name):
            raise BadEnvironment(f"DATABASE_URL: the {'database' if name == 'dbname' else name} is missing.")
    return parts


def _secret_key(given: Mapping[str, str]) -> str | None:
    if "SECRET_KEY" in given and "SECRET_KEY_FILE" in given:
        raise BadEnvironment("SECRET_KEY and SECRET_KEY_FILE are both set: keep one.")
    name, key = "SECRET_KEY", given.get("SECRET_KEY")
    if path := _file(given, "SECRET_KEY_FILE"):
        name, key = "SECRET_KEY_FILE", path.read_text(errors="replace").strip()
    if key is not None and len(key) < 32:
        raise BadEnvironment(f"{name}: a key has 32 characters or more.")
    return key


def _email(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    example = "give an address like smtp+tls://user:password@mail.example:587?from=desk@practice.example."
    try:
        url = urlsplit(text)
        port = url.port
    except ValueError:
        raise BadEnvironment(f"EMAIL_URL: {example}") from None
    query = dict(parse_qsl(url.query, keep_blank_values=True))
    sender = query.pop("from", unquote(url.username or ""))
    if url.scheme not in _MAIL or not url.hostname or url.path not in ("", "/") or query or "@" not in sender:
        raise BadEnvironment(f"EMAIL_URL: {example}")
    standard_port, ssl, tls = _MAIL[url.scheme]
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": port or standard_port,
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_SSL": ssl,
        "EMAIL_USE_TLS": tls,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": sender,
    }


def _refuse_near_misses(environ: Mapping[str, str]) -> None:
    for name in environ:
        for ours in NAMES:
            if name not in NAMES and _is_near(name, ours):
                raise BadEnvironment(f"{name} is set, which nothing reads. Did you mean {ours}?")


def _is_near(name: str, ours: str) -> bool:
    """Short names have too many honest neighbours (HOST and HOME): only their own letters, mixed up, count."""
    if len(ours) < 7:
        return Counter(name) == Counter(ours)
    return _distance(name.upper(), ours) <= (2 if len(ours) > 8 else 1)


def _distance(left: str, right: str) -> int:
    """Letters to add, drop, change or swap with their neighbour to get from one word to the other."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            best = min(row[-1] + 1, rows[-1][j] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
