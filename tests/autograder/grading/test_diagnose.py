"""How long it may take to find what is wrong with answers."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory

from autograder.examiner.client import Examiner
from autograder.grading import diagnose
from autograder.grading.diagnose import Diagnosis
from tests.conftest import graded


class Slow:
    """An examiner of answers that never come back."""

    def __init__(self) -> None:
        self.now, self.asked = 1000.0, 0

    def probe(self, test: str, snapshot: Any, seconds: float) -> list[str]:
        assert seconds > 0
        self.now += seconds
        self.asked += 1
        return []


def test_answers_that_never_come_back_take_a_minute_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    examiner = Slow()
    monkeypatch.setattr(diagnose, "time", SimpleNamespace(monotonic=lambda: examiner.now))
    diagnosis = Diagnosis(CourseDirectory(root=str(tmp_path)), "unit01", "small")
    names = [f"q{number}" for number in range(15)]
    questions = {name: SimpleNamespace(right=[f"{name}-test"], recognise=lambda behaviour: None) for name in names}
    diagnosis._table = cast(
        Any, SimpleNamespace(questions=questions, question_of=lambda test: test.removesuffix("-test"))
    )
    cells = [graded("assert False", f"{name}-test") for name in names]
    for name, cell in zip(names, cells, strict=True):
        cell.outputs = [new_output("error", ename="AssertionError", evalue="", traceback=[])]
        diagnosis.keep(f"{name}-test", cast(Any, SimpleNamespace(close=lambda: None)))
    diagnosis.mark(cells, cast(Examiner, examiner))
    assert examiner.now == 1060 and examiner.asked == 3
    diagnosis.close()
