"""What `serve` makes sure of before anything runs, each with a message that names what is wrong."""

import errno
import http.client
import os
import socket
import ssl
import time
from hashlib import sha256
from pathlib import Path
from typing import IO

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from practice.datadir import DataDir
from practice.env import Environment


class CannotServe(Exception):
    """Says in one line why."""


def check_address(env: Environment) -> None:
    """Beyond this machine only with HTTPS: without it browsers keep no drafts and offer no passkeys."""
    if env.debug and (env.is_https or not env.is_loopback):
        raise CannotServe("DEBUG=on shows records on error pages, so it is for this machine alone: leave it out.")
    if not env.is_loopback and not env.is_https:
        raise CannotServe(
            f"HOST={env.host} can be reached from other machines, so it needs HTTPS: set TLS_CERT and TLS_KEY, "
            "or PUBLIC_URL=https://... where a proxy in front speaks HTTPS."
        )
    if env.public_url.partition("://")[2].startswith(("0.0.0.0", "[::]")):  # noqa: S104 it is refused
        raise CannotServe(f"HOST={env.host} is no address that a browser can open: set PUBLIC_URL.")
    if env.tls_cert:
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(env.tls_cert, env.tls_key)
        except ssl.SSLError:
            raise CannotServe(f"TLS_CERT={env.tls_cert} is no certificate (PEM) that fits TLS_KEY.") from None


def claim(data: DataDir, public_url: str) -> IO[str]:
    """One server a data folder."""
    lock = data.lock("serve")
    if lock is None:
        said = (data.path / "locks" / "serve").read_text().strip()
        raise CannotServe(f"Fifth Visit is running on {data.path} already{f' ({said})' if said else ''}.")
    lock.truncate(0)
    lock.write(f"{public_url}, process {os.getpid()}")
    lock.flush()
    return lock


def check_port(env: Environment, patience: float = 2) -> None:
    """A server that was just killed needs a moment to let go; anybody else's is named."""
    deadline = time.monotonic() + patience
    while problem := _why_not(env):
        if problem.errno != errno.EADDRINUSE or time.monotonic() > deadline:
            reason = "is in use by another program" if problem.errno == errno.EADDRINUSE else problem.strerror
            raise CannotServe(f"Port {env.port} on {env.host}: {reason}. Choose another with PORT=...")
        time.sleep(0.1)


def _why_not(env: Environment) -> OSError | None:
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(env.host, env.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        return OSError(errno.EADDRNOTAVAIL, "there is no such address on this machine")
    except OSError as problem:
        return problem
    return None


def answers(env: Environment) -> bool:
    """Does the site answer on the address that it listens on?"""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(env.host, env.host)  # noqa: S104 a name, not a binding
    connection: http.client.HTTPConnection
    if env.tls_cert:
        # It is our own process that is asked, whatever name the certificate bears.
        connection = http.client.HTTPSConnection(host, env.port, timeout=2, context=ssl._create_unverified_context())  # noqa: S323
    else:
        connection = http.client.HTTPConnection(host, env.port, timeout=2)
    try:
        connection.request("GET", "/health/", headers={"Host": "localhost", "X-Forwarded-Proto": "https"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def collect_static() -> None:
    """Gather static files where they are served from, unless nothing has changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    print_of_now = _fingerprint()
    mark = root.with_name("static.fingerprint")
    if root.is_dir() and mark.exists() and mark.read_text() == print_of_now:
        return
    mark.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(print_of_now)


def _fingerprint() -> str:
    seen = sha256(django.__version__.encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            seen.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()
