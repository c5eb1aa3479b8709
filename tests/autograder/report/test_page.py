"""`autograder report UNIT --html`: one page, from what grading leaves."""

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.notebook.new_cells import text
from autograder.record.records import GRADED, HANDED_IN, NOT_GRADED, NOT_HANDED_IN, Record, Records, Student
from tests.autograder.report.test_similarity import ODD, renamed
from tests.conftest import graded, notebook, solution

ANSWERS = {"ada": ODD, "bea": renamed(ODD), "cleo": "def softmax(logits):\n    ...", "odd<i>": "while True: pass"}


def handed_in(answer: str) -> Any:
    """Make the notebook with an answer."""
    nb = notebook(
        solution(answer, "softmax"), graded("# Test: rows of <probabilities>\nassert softmax", "softmax-test")
    )
    return nb


@pytest.fixture
def folder(tmp_path: Path, empty_gradebook: Path) -> Path:
    """A course whose class is graded: two alike, one blank, one stopped, a PDF, and two who handed in nothing yet."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    url = f"sqlite:///{shutil.copy(empty_gradebook, tmp_path)}"
    recorded = [Record("unit01", "small", "pdf", outcome=NOT_GRADED, reason="is a PDF", pack="1")]
    recorded += [Record("unit01", "small", "none", outcome=NOT_HANDED_IN)]
    recorded += [Record("unit01", "small", "new", outcome=HANDED_IN)]
    for step in ("source", "release"):
        (tmp_path / step / "unit01").mkdir(parents=True)
        nbformat.write(handed_in(ANSWERS["cleo"]), tmp_path / step / "unit01" / "small.ipynb")
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("unit01")
        gradebook.add_notebook("small", "unit01")
        gradebook.add_grade_cell("softmax-test", "small", "unit01", max_score=2, cell_type="code")
        for student, answer in ANSWERS.items():
            gradebook.add_student(student)
            (submitted,) = gradebook.add_submission("unit01", student).notebooks
            points = 2 * (answer not in (ANSWERS["cleo"], ANSWERS["odd<i>"]))
            submitted.grades[0].auto_score, submitted.grades[0].needs_manual_grade = points, False
            recorded.append(Record("unit01", "small", student, outcome=GRADED, pack="1"))
            nb = handed_in(answer)
            nb.cells.append(text("my own <script>alert(1)</script>"))
            if student == "odd<i>":
                stopped = {"ename": "LimitPassed", "evalue": "It took more than 30 seconds.", "traceback": []}
                nb.cells[-3].outputs = [nbformat.v4.new_output("error", **stopped)]
            if not points:
                said = {"ename": "AssertionError", "evalue": "No <b>softmax</b>.\nmore", "traceback": []}
                nb.cells[-2].outputs = [nbformat.v4.new_output("error", **said)]
                nb.cells[-2].metadata["misconception"] = {
                    "question": "softmax",
                    "name": "wrong-blank",
                    "hint": "Fill it.",
                }
            path = tmp_path / "autograded" / student / "unit01" / "small.ipynb"
            path.parent.mkdir(parents=True)
            nbformat.write(nb, path)
        gradebook.db.commit()
    with Records(url) as records:
        records.put(*recorded)
        records.put_students(Student("canvas", "1", "none", "Turing, Alan", enrolled=True))
    return tmp_path


def test_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(folder)
    assert main(["report", "unit01", "--html"]) == 0
    assert "report-unit01.html" in capsys.readouterr().out
    page = (folder / "report-unit01.html").read_text(encoding="utf-8")
    assert "<script" not in page and "<b>" not in page and "odd&lt;i&gt;" in page  # nothing of a student's is HTML
    assert not re.search(r"https?://|src=|@import|url\(", page)  # offline
    words = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)).split())
    assert "softmax-test rows of &lt;probabilities&gt; 2 50 % 2 of 4" in words
    assert "2 × No &lt;b&gt;softmax&lt;/b&gt;." in words
    assert "2 × misconception: wrong-blank: Fill it." in words
    talks = words[words.index("Students to talk to") : words.index("Submissions that look alike")]
    assert "cleo left all of small blank" in talks
    assert "none Turing, Alan handed in nothing" in talks
    assert "pdf small could not be graded: is a PDF" in talks
    assert "small: It took more than 30 seconds." in talks
    assert not any(student in talks for student in ("ada", "bea", "new "))
    assert "ada and bea, small: 100 % in common" in words
    assert "1 handed in, 4 graded, 1 could not be graded, 1 not handed in" in words
    for table in re.findall(r"<table>.*?</table>", page, flags=re.DOTALL):  # for those who hear it
        assert "<caption" in table and table.count('scope="row"') == len(re.findall(r"<tr>", table)) - 1


def test_the_tables_fit_80_columns_and_know_every_outcome(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        for number in range(30):
            gradebook.add_grade_cell(f"question-{number}", "small", "unit01", max_score=10, cell_type="markdown")
        gradebook.add_student("x" * 50)
        gradebook.add_submission("unit01", "x" * 50)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["report", "unit01"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("Isolation")]
    assert max(map(len, lines)) <= 80
    assert sum("points by student" in line for line in lines) == 3
    shown = {line.split()[0]: set(line.split()[1:]) for line in lines if len(line.split()) > 5}
    assert shown["pdf"] == {"!"} and shown["none"] == {"–"} and shown["new"] == {"…"}
    for outcome in (NOT_GRADED, NOT_HANDED_IN, "waits for a person"):
        assert any(outcome in line for line in lines)
