"""One run of an assignment at a time: a lock that ends with the process that holds it, however that ends."""

import fcntl
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from autograder.course.errors import CourseError

_LONGEST_NAME = 63  # bytes that PostgreSQL keeps of the name that a session gives itself
_LOCK = """
    locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32) + objid::bigint = :key AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
_HOLDER = f"SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE {_LOCK}"
_IS_MINE = f"SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND {_LOCK}"


def only_run(db_url: str, assignment: str) -> AbstractContextManager[Callable[[], None]]:
    """Be the only run of an assignment that writes into a gradebook.

    The context manager yields a function to be called before something is written. It raises a `ConnectionError` if the
    lock is lost, so that there may be another run.

    Raises
    ------
    CourseError
        If there is another; the message says where and since when.
    """
    url = make_url(db_url)
    me = f"process {os.getpid()} on {socket.gethostname()[:20]} since {datetime.now().astimezone():%Y-%m-%d %H:%M}"
    lock = _lock_file if url.get_backend_name() == "sqlite" else _lock_session
    return lock(url, assignment, me)


def _refusal(assignment: str, other: str | None) -> CourseError:
    return CourseError(
        f"{assignment} is being graded already, by {other or 'another process'}. Wait for it, or end it."
    )


@contextmanager
def _lock_file(url: URL, assignment: str, me: str) -> Iterator[Callable[[], None]]:
    """Lock a file beside the gradebook."""
    path = Path(f"{url.database}.{assignment}.lock")
    with path.open("a+") as file:
        file.seek(0)
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # not flock: processes of the pool would share that
        except (BlockingIOError, PermissionError):
            raise _refusal(assignment, file.read()) from None
        if not (path.exists() and os.path.samestat(os.fstat(file.fileno()), path.stat())):
            raise _refusal(assignment, None)  # a run that is just ending has removed it
        file.truncate(0)
        file.write(me)
        file.flush()
        try:
            yield lambda: None  # this process keeps it
        finally:
            path.unlink(missing_ok=True)


@contextmanager
def _lock_session(url: URL, assignment: str, me: str) -> Iterator[Callable[[], None]]:
    """Have a session of PostgreSQL hold the lock.

    The server ends the session of a machine that it has lost within minutes, and with it the lock. It may end others,
    too: by idle_session_timeout, or because an administrator says so.
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

            def check() -> None:
                lost = f"the database's server has dropped the lock that keeps other runs of {assignment} away"
                try:
                    if not connection.scalar(text(_IS_MINE), {"key": key}):
                        raise ConnectionError(lost)
                except DBAPIError as error:
                    raise ConnectionError(f"{lost}: {str(error.orig).partition(os.linesep)[0]}") from error

            if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
                raise _refusal(assignment, connection.scalar(text(_HOLDER), {"key": key}))
            yield check
    finally:
        engine.dispose()
