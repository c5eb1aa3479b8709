"""A class in PostgreSQL, with a real server: every command does what it does with SQLite."""

import itertools
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from rich.console import Console
from sqlalchemy import MetaData, create_engine, text
from traitlets.config import Config

from autograder.answers.answer import fill
from autograder.class_run.interrupt import Interrupt
from autograder.class_run.progress import Progress
from autograder.class_run.run import Chosen, grade_class
from autograder.collect.hand_in import HandIn
from autograder.course.errors import CourseError
from autograder.grading.pack import Pack
from autograder.record.database import check_database
from autograder.record.only_run import only_run
from autograder.record.records import GRADED, Record, Records
from autograder.record.result import Result
from tests import postgresql
from tests.autograder.record.other_run import check_refused, other_run
from tests.conftest import Run, graded, make_small_course, notebook, solution

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="submissions are isolated on Linux")]

OTHER_IN_EACH_RUN = (
    "id",
    "assignment_id",
    "notebook_id",
    "cell_id",
    "timestamp",
    "seconds",
    "hand_in",
    "pack",
    "source",
)
ROSTER = "id,name,email\nada,Ada Lovelace,ada@uni.edu\nZoé,Zoé O'Hara,zoe@uni.edu\nalan,Alan Turing,alan@uni.edu\n"


@pytest.fixture(scope="module")
def new_database() -> Iterator[Callable[[], str]]:
    """Make an empty database; return its URL."""
    names = (f"gradebook{number}" for number in itertools.count())
    with postgresql.server() as url:
        engine = create_engine(url, isolation_level="AUTOCOMMIT")

        def make() -> str:
            name = next(names)
            with engine.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            return url.replace("/postgres?", f"/{name}?")

        yield make
        engine.dispose()


def tables(db_url: str) -> dict[str, list[str]]:
    """Read all rows of all tables, without what differs from run to run."""
    engine, found = create_engine(db_url), MetaData()
    found.reflect(engine)
    with engine.connect() as connection:
        rows = {
            name: [
                repr({column: value for column, value in row.items() if column not in OTHER_IN_EACH_RUN})
                for row in connection.execute(table.select()).mappings()
            ]
            for name, table in found.tables.items()
        }
    engine.dispose()
    return {name: sorted(found) for name, found in rows.items()}


def run_course(folder: Path, run: Run) -> dict[str, Any]:
    """Take a class all the way; return what instructors and students read."""
    said = []

    def type_(*words: str, status: int = 0) -> None:
        done = run(*words, cwd=folder, check=False)
        assert done.returncode == status, done.stdout
        said.append(done.stdout)

    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    released = nbformat.read(folder / "release/unit01/small.ipynb", as_version=4)
    (folder / "roster.csv").write_text(ROSTER)
    for student, answer in {"ada": "x = 1", "Zoé": "x = 2", "late": "print('\\0')\nx = 1"}.items():
        (sent := folder / "downloaded" / student).mkdir(parents=True)
        nbformat.write(fill(released, {"answer": answer}), sent / "small.ipynb")
    (folder / "downloaded" / "pdf").mkdir()
    (folder / "downloaded" / "pdf" / "essay.pdf").write_bytes(b"%PDF-1.4")
    type_("autograder", "roster", "roster.csv")
    type_("autograder", "collect", "unit01", "downloaded", status=1)
    run("autograder", "grade", "unit01", cwd=folder, check=False)
    type_("autograder", "grade", "unit01", status=1)  # nothing to grade again
    type_("autograder", "report", "unit01")
    type_("autograder", "objectives", "unit01", "--csv", "objectives.csv")
    type_("autograder", "export", "unit01", "--for", "csv", status=1)
    type_("nbgrader", "export", "--to", "all.csv")
    run("nbgrader", "generate_feedback", "unit01", cwd=folder)
    files = [*folder.glob("*.csv"), *folder.glob("feedback/*/*/*.html")]
    return {str(path.relative_to(folder)): path.read_text() for path in files} | {"said": said[:-1]}


def test_a_class_is_the_same_in_both(
    tmp_path: Path, empty_gradebook: Path, run: Run, new_database: Callable[[], str]
) -> None:
    found = {}
    for name in ("sqlite", "postgresql"):
        (folder := tmp_path / name / "course").mkdir(parents=True)
        nb = notebook(solution("# BLANK: x = ...\nx = 1"), graded("assert x == 1, 'x should be 1.'"))
        make_small_course(folder, nb, empty_gradebook)
        db_url = new_database() if name == "postgresql" else f"sqlite:///{folder}/gradebook.db"
        with (folder / "nbgrader_config.py").open("a") as config:
            config.write(f"\nc.CourseDirectory.db_url = {db_url!r}\nc.CourseDirectory.course_id = 'ml'\n")
        if name == "postgresql":
            (folder / "gradebook.db").unlink()
        found[name] = run_course(folder, run), tables(db_url)
        assert (folder / "gradebook.db").exists() == (name == "sqlite")
    assert found["postgresql"][0] == found["sqlite"][0]
    assert found["postgresql"][1] == found["sqlite"][1]
    assert len(found["sqlite"][1]["grade"]) == 4


def test_a_second_run_is_refused_until_the_first_ends(new_database: Callable[[], str]) -> None:
    db_url = new_database()
    with other_run(db_url, "unit01") as other:
        check_refused(db_url, other)
        other.kill()
        other.join()
        for _ in range(600):  # the server sees it a moment later
            try:
                with only_run(db_url, "unit01"):
                    return
            except CourseError:
                time.sleep(0.1)
    pytest.fail("the lock outlived its holder")


class EndsSessions:
    """A pool that ends the sessions that hold locks, before it yields a result."""

    def __init__(self, db_url: str) -> None:
        self._db_url = db_url

    def map(self, hand_ins: Iterable[HandIn], packs: dict[str, Pack]) -> Iterator[list[Result]]:
        engine = create_engine(self._db_url)
        end = text("SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory'")
        for hand_in in hand_ins:
            with engine.connect() as connection:
                while connection.scalar(end):  # the server sees to it a moment later
                    time.sleep(0.05)
            with only_run(self._db_url, "unit01") as check:  # as another run could
                check()
            yield [Result(hand_in.student, "unit01", "small", GRADED, notebook=b"{}")]
        engine.dispose()


def test_a_run_that_has_lost_its_lock_records_nothing(tmp_path: Path, new_database: Callable[[], str]) -> None:
    db_url = new_database()
    config = Config(
        CourseDirectory={"root": str(tmp_path), "db_url": db_url, "course_id": "ml"},
        Autograde={"autograde_preprocessors": []},
    )
    with Gradebook(db_url, "ml") as gradebook:
        gradebook.add_assignment("unit01")
        gradebook.add_notebook("small", "unit01")
    (tmp_path / "submitted" / "ada" / "unit01").mkdir(parents=True)
    (tmp_path / "submitted" / "ada" / "unit01" / "small.ipynb").write_text("{}")
    packs = {"small": Pack("unit01", "small", b"")}
    progress = Progress(Console())
    with pytest.raises(ConnectionError, match=r"keeps other runs of unit01 away: .*terminating connection due to"):
        grade_class(config, "unit01", packs, EndsSessions(db_url), Chosen(), progress, Interrupt())
    with Records(db_url) as records:
        assert records.all("unit01") == []


def test_what_a_student_made_can_be_recorded(new_database: Callable[[], str]) -> None:
    """PostgreSQL's text has no zero character."""
    with Records(new_database()) as records:
        records.put(Record("unit01", "small", "ada", GRADED, reason="a\0b", repairs=["a\0b"]))
        (record,) = records.all("unit01")
        assert (record.reason, record.repairs) == ("a\N{REPLACEMENT CHARACTER}b", ["a\0b"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("+psycopg", "+nosuch"), "is no address of a database"),
        (("host=", "host=/nowhere"), "can't be reached"),
        (("tests@", "tests:hidden@"), "needs a name for the course"),
    ],
)
def test_says_why_a_database_cannot_be_used(
    new_database: Callable[[], str], change: tuple[str, str], says: str
) -> None:
    with pytest.raises(CourseError, match=says) as error:
        check_database(new_database().replace(*change), "" if "name" in says else "ml")
    assert "hidden" not in str(error.value)
