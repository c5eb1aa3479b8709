"""What runs in Gradescope's container for each submission.

It grades submission/ with the course in source/course.pickle, which the zip brings, and writes results/results.json.
"""

import json
import logging
import pickle
import traceback
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from traitlets.config import Config

from autograder.collect.archives import open_archive
from autograder.collect.hand_in import HandIn, Sender, Sent
from autograder.collect.hand_ins import Given, sort_out
from autograder.collect.notebooks import Known
from autograder.course.student_folders import MAX_BYTES
from autograder.gradescope.results import ONLY_VISIBLE, broken, refused, results_of
from autograder.grading.grade import grade
from autograder.grading.pack import Pack
from autograder.notebook.plain_text import printable
from autograder.record.recorder import write_whole
from autograder.sandbox.bubblewrap import NoIsolationError
from autograder.sandbox.provisioner import SandboxProvisioner

COURSE = "course.pickle"
_ADVICE = (
    "No submission has been run, so none has seen hidden tests. A zip that can do without isolation holds only what "
    "students have: autograder gradescope ASSIGNMENT/NOTEBOOK --without-isolation"
)


@dataclass(frozen=True)
class Course:
    """All that the container knows of the course."""

    pack: Pack
    known: list[Known]  # the assignment's notebooks, to tell which one a file is
    has_hidden_tests: bool


def main(root: Path) -> None:
    """Grade what is in a container's folder; whatever happens, results.json says so."""
    logging.basicConfig(level=logging.WARNING)
    try:
        results = check(root)
    except NoIsolationError as error:
        print(f"{error}\n\n{_ADVICE}")
        results = broken("submissions can't be isolated here, so none is run")
    except Exception:
        traceback.print_exc()  # Gradescope shows what is printed to instructors, not to students
        results = broken("the autograder stopped with an error of its own")
    write_whole(root / "results" / "results.json", json.dumps(results, indent=1).encode())


def check(root: Path) -> dict[str, Any]:
    """Grade the submission; return the content of results.json."""
    course: Course = pickle.loads((root / "source" / COURSE).read_bytes())
    hand_in = read_hand_in(root / "submission", course)
    if hand_in.wrong:
        return refused(hand_in.wrong)
    SandboxProvisioner(config=Config(course.pack.settings)).warm_up()
    result = grade(hand_in, course.pack)
    if result.notebook is None:
        if result.pack:
            return refused(result.reason)
        raise RuntimeError(result.reason)
    results = results_of(result, course.pack)
    if not course.has_hidden_tests:
        results["output"] += f"\n\n{ONLY_VISIBLE}"
    return results


def read_hand_in(folder: Path, course: Course) -> HandIn:
    """Find the notebook among a student's files, as `autograder collect` does; `wrong` says if it can't be used."""
    name = course.pack.notebook
    sender = Sender("gradescope", "student", "student")
    sent = [Sent(sender, file, file.path) for file in open_archive(folder)]
    given = sort_out(sender.handle, sent, course.known, course.pack.assignment)
    if wrong := _wrong(given, name):
        return HandIn(sender.handle, sender, course.pack.assignment, name, wrong=wrong)
    hand_in = given.hand_in(course.pack.assignment, name)
    if len(hand_in.content) + sum(map(len, hand_in.others.values())) > MAX_BYTES:
        return replace(hand_in, wrong=f"the notebook and the files beside it are larger than {MAX_BYTES // 10**6} MB")
    return hand_in


def _wrong(given: Given, notebook: str) -> str:
    """Say why what was given can't be graded; "" if it can."""
    names = {each: [printable(str(one.sent.name)) for one in ones] for each, ones in given.attempts.items()}
    if notebook in names:
        if len(given.fingerprints(notebook)) == 1:
            return ""
        return f"there are {len(names[notebook])} versions of {notebook}: {', '.join(names[notebook])}. Hand in one"
    others = [f"{file} is {other}" for other, files in names.items() for file in files]
    why = "; ".join(others) or printable(given.wrong_with(notebook)) or "there is no file"
    return f"{why}. The notebook that is asked for is {notebook}.ipynb"
