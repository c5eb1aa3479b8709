"""Grade one hand-in: `grade(hand_in, pack) -> result`.

It takes and returns plain data, and uses no gradebook, no course folder, nothing but the fork server: a pool of
processes can map it, on this machine or on others. Its steps are those of `nbgrader autograde`, in the order of
nbgrader_config.py, without those that only serve the gradebook.
"""

import importlib
import logging
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from traitlets.config import Config

from autograder.collect.hand_in import HandIn
from autograder.grading.pack import Pack
from autograder.misconceptions.table import misconceptions_of, path_of
from autograder.notebook.cells import is_as_released
from autograder.notebook.read_notebook import UnreadableError, read_notebook
from autograder.processes.fork_server import ForkServerLost, fork_server
from autograder.record.records import GRADED, NOT_GRADED, WAITS
from autograder.record.result import Result
from autograder.sandbox.bubblewrap import NoIsolationError

log = logging.getLogger(__name__)
_STUDENT = "student"  # the name of any student's folder


def grade(hand_in: HandIn, pack: Pack) -> Result:
    """Grade a hand-in.

    Raises
    ------
    NoIsolationError
        If this machine can't isolate it, and the configuration doesn't allow grading without.
    ForkServerLost
        If the fork server has ended in the meantime; the result would mean nothing.
    """
    started = time.monotonic()
    found: dict[str, Any] = {"outcome": NOT_GRADED, "reason": hand_in.wrong}
    graded_with = pack.fingerprint
    if not hand_in.wrong:
        try:
            found = _grade(hand_in, pack)
        except (NoIsolationError, ForkServerLost):
            raise
        except Exception as error:
            log.exception("%s, %s/%s", hand_in.student, hand_in.assignment, hand_in.notebook)
            found["reason"] = f"{type(error).__name__}: {error}"
            graded_with = ""  # the fault may be this machine's, such as a full disk: the next run tries again
        if not fork_server.is_alive():
            fork_server.close()
            raise ForkServerLost(f"The fork server ended while {hand_in.student} was being graded.")
    return Result(
        hand_in.student,
        hand_in.assignment,
        hand_in.notebook,
        seconds=time.monotonic() - started,
        hand_in=hand_in.fingerprint,
        pack=graded_with,
        **found,
    )


def _grade(hand_in: HandIn, pack: Pack) -> dict[str, Any]:
    try:
        nb, repairs = read_notebook(hand_in.content)
    except UnreadableError as error:
        return {"outcome": NOT_GRADED, "reason": str(error)}
    with tempfile.TemporaryDirectory(prefix="grade-") as root:
        beside = _files_beside(hand_in, pack)
        folder = _lay_out(Path(root), beside, pack)
        resources: dict[str, Any] = {
            "metadata": {"path": str(folder), "name": pack.notebook},
            "nbgrader": {"student": hand_in.student, "assignment": pack.assignment, "notebook": pack.notebook},
            "repairs": repairs,
        }
        config = Config(pack.settings, CourseDirectory={"root": root})
        with utils.setenv(NBGRADER_EXECUTION="autograde"):
            for step in _steps(pack.steps):
                nb, resources = step(config=config).preprocess(nb, resources)
    grade_cells = [cell for cell in nb.cells if utils.is_grade(cell)]
    scores = {cell.metadata.nbgrader.grade_id: utils.determine_grade(cell, log)[0] for cell in grade_cells}
    solutions = {cell.metadata.nbgrader.grade_id: cell for cell in nb.cells if utils.is_solution(cell)}
    unanswered = {name for name, cell in solutions.items() if is_as_released(cell)}
    return {
        "outcome": WAITS if None in scores.values() else GRADED,
        "notebook": nbformat.writes(nb).encode(),
        "scores": scores,
        "unanswered": frozenset(unanswered),
        "answers": {name: cell.source for name, cell in solutions.items() if scores.get(name, 0) is None},
        "files": beside,
        "repairs": tuple(resources["repairs"]),
        "isolation": nb.metadata.get("isolation", ""),
        "misconceptions": misconceptions_of(nb),
    }


def _files_beside(hand_in: HandIn, pack: Pack) -> dict[str, bytes]:
    """Return the student's other files; the instructor's replace those of the same name."""
    students = {str(path): content for path, content in hand_in.others.items()}
    return students | {
        name: it for name, it in pack.files.items() if not (name in pack.students_own and name in students)
    }


def _lay_out(root: Path, beside: dict[str, bytes], pack: Pack) -> Path:
    """Write a course folder for this one notebook; return the folder in which it runs."""
    source = root / "source" / pack.assignment
    folder = root / "autograded" / _STUDENT / pack.assignment
    for base, files in ((source, {**pack.files, f"{pack.notebook}.ipynb": pack.source}), (folder, beside)):
        base.mkdir(parents=True)
        for name, content in files.items():
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).write_bytes(content)
    if pack.misconceptions:
        table = path_of(root, pack.assignment, pack.notebook)
        table.parent.mkdir(parents=True)
        table.write_text(pack.misconceptions)
    return folder


@lru_cache
def _steps(names: tuple[str, ...]) -> list[Any]:
    return [
        getattr(importlib.import_module(module), name) for module, _, name in (each.partition(":") for each in names)
    ]
