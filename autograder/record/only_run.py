"""One run of an assignment at a time: a lock that ends with the process that holds it, however that ends."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from autograder.course.errors import CourseError

_LONGEST_NAME = 63  # bytes that PostgreSQL keeps of the name that a session gives itself
_HOLDER = """
    SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32) + objid::bigint = :key AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextmanager
def only_run(db_url: str, assignment: str) -> Iterator[None]:
    """Be the only run of an assignment that writes into a gradebook.

    Raises
    ------
    CourseError
        If there is another; the message says where and since when.
    """
    url = make_url(db_url)
    me = f"process {os.getpid()} on {socket.gethostname()[:20]} since {datetime.now().astimezone():%Y-%m-%d %H:%M}"
    lock = _lock_file if url.get_backend_name() == "sqlite" else _lock_session
    with lock(url, assignment, me) as other:
        if other is not None:
            raise CourseError(
                f"{assignment} is being graded already, by {other or 'another process'}. Wait for it, or end it."
            )
        yield


@contextmanager
def _lock_file(url: URL, assignment: str, me: str) -> Iterator[str | None]:
    """Lock a file beside the gradebook; yield who holds it, or None."""
    path = Path(f"{url.database}.{assignment}.lock")
    with path.open("a+") as file:
        file.seek(0)
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: processes of the pool would share that
        except (BlockingIOError, PermissionError):
            yield file.read()
            return
        if not (path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())):
            yield ""  # a run that is just ending has removed it
            return
        file.truncate(0)
        file.write(me)
        file.flush()
        try:
            yield None
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def _lock_session(url: URL, assignment: str, me: str) -> Iterator[str | None]:
    """Have a session of PostgreSQL hold the lock; yield who holds it, or None.

    The server ends the session of a machine that it has lost within minutes, and with it the lock.
    """
    key = int.from_bytes(sha256(f"autograder grade {assignment}".encode()).digest()[:8]) >> 1
    options = "-c tcp_keepalives_idle=60 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=6"
    engine = create_engine(
        url,
        isolation_level="AUTOCOMMIT",
        connect_args={"application_name": me.encode()[:_LONGEST_NAME].decode(errors="ignore"), "options": options},
    )
    try:
        with engine.connect() as connection:
            if connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
                yield None
            else:
                yield connection.scalar(text(_HOLDER), {"key": key}) or ""
    finally:
        engine.dispose()
