"""A small process that runs the embedded PostgreSQL for as long as anybody uses it.

Whoever uses the database shares the lock “users”; this process is PostgreSQL's parent and stops it as soon as
nobody does any more, however they went. The lock “gate” is held by whoever starts, stops or comes to use it.
"""

import os
import signal
import sys
import threading
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

from practice.datadir import DataDir
from practice.postgres.cluster import Cluster, end
from practice.postgres.programs import CannotRun, Programs
from practice.postgres.sockets import forget_way_to


def main(path: str, *options: str) -> NoReturn:
    data = DataDir(Path(path))
    told_to_stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told_to_stop.set())
    with ExitStack() as locks:
        lock = locks.enter_context(data.hold("keeper"))
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        cluster = Cluster(data, list(options))
        try:
            cluster.make()
            with Programs(cluster.path) as programs:
                postgres = cluster.start(programs)
                sys.stdout.write("ready\n")
                sys.stdout.flush()
                while postgres.poll() is None and not told_to_stop.wait(0.25) and not _unused(data, locks):
                    pass
                end(postgres)
                forget_way_to(cluster.path)
        except (CannotRun, OSError) as error:
            sys.stdout.write(f"{error}\n")
            sys.stdout.flush()
        # The kernel lets go of the locks, this process's own first: whoever gets it finds nobody left.
        os._exit(0)


def _unused(data: DataDir, locks: ExitStack) -> bool:
    """True where nobody uses the database; whoever comes now waits at the gate until it has stopped."""
    with ExitStack() as mine:
        for name in ("gate", "users"):
            lock = data.lock(name)
            if lock is None:
                return False
            mine.enter_context(lock)
        locks.enter_context(mine.pop_all())
    return True


if __name__ == "__main__":
    main(*sys.argv[1:])
