"""`grade` by itself, where nothing has to run."""

from dataclasses import replace

import nbformat

from autograder.collect.hand_in import HandIn, Sender
from autograder.grading.grade import grade
from autograder.grading.pack import Pack
from autograder.record.records import NOT_GRADED
from tests.conftest import notebook, solution

CONTENT = nbformat.writes(notebook(solution("x = 1"))).encode()
HAND_IN = HandIn("ada", Sender("", "ada", "ada"), "unit01", "small", CONTENT)
PACK = Pack("unit01", "small", CONTENT)


def test_what_cannot_be_used_is_settled() -> None:
    result = grade(replace(HAND_IN, content=b"%PDF-1.7"), PACK)
    assert (result.outcome, result.pack) == (NOT_GRADED, PACK.fingerprint)
    assert "PDF" in result.reason


def test_a_fault_of_the_grader_is_tried_again_by_the_next_run() -> None:
    result = grade(HAND_IN, replace(PACK, steps=("autograder.no_such_module:Step",)))
    assert (result.outcome, result.pack) == (NOT_GRADED, "")
    assert "ModuleNotFoundError" in result.reason
