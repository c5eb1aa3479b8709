"""Levels worked out by hand for three students, and what `autograder objectives` makes of them."""

import csv
import shutil
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.cli import main
from autograder.notebook.new_cells import notebook_of, text
from autograder.objectives.mastery import MasteryRule, mastery_of_student
from autograder.record.records import GRADED, NOT_HANDED_IN, WAITS, Record, Records
from tests.conftest import code

# Each notebook's questions, with points and objectives; "why" and "when" are answers in words.
QUESTIONS = {
    "first": {"add-test": (2, ["TM-Add"]), "twice-test": (3, ["TM-Add", "OG-Scale"]), "why": (5, ["OG-Scale"])},
    "second": {"more-test": (5, ["TM-Add"]), "when": (4, ["TM-Time"])},
}
# What Ada, Bea and Cleo got: None waits for a person. Cleo didn't hand in the second notebook.
POINTS: dict[str, dict[str, float | None]] = {
    "ada": {"add-test": 2, "twice-test": 3, "why": 4, "more-test": 3, "when": 0},
    "bea": {"add-test": 0, "twice-test": 3, "why": None, "more-test": 2, "when": None},
    "cleo": {"add-test": 2, "twice-test": 0, "why": 1},
}
# Worked out by hand: TM-Add has 2 + 3 + 5 points, OG-Scale 3 + 5, TM-Time 4.
BY_HAND = {
    "ada": {"TM-Add": ("met", 8, 10), "OG-Scale": ("met", 7, 8), "TM-Time": ("not yet", 0, 4)},
    "bea": {"TM-Add": ("partly", 5, 10), "OG-Scale": ("met", 3, 3), "TM-Time": ("no evidence", 0, 0)},
    "cleo": {"TM-Add": ("not yet", 2, 5), "OG-Scale": ("not yet", 1, 8), "TM-Time": ("no evidence", 0, 0)},
}


def write_source(folder: Path) -> None:
    """Write the instructor's notebooks."""
    for name, questions in QUESTIONS.items():
        cells = [text("## Objectives\n\n- **TM-Add**: “I can add <numbers>.”\n- **OG-Scale**: “I can scale.”")]
        for question, (points, objectives) in questions.items():
            tags = tuple(f"objective:{objective}" for objective in objectives)
            cells.append(code("assert True", question, grade=True, locked=True, points=points, tags=tags))
        (folder / "source" / "unit01").mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook_of(*cells), folder / "source" / "unit01" / f"{name}.ipynb")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, empty_gradebook: Path) -> Path:
    """A course folder whose class is graded."""
    folder = tmp_path_factory.mktemp("graded")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    write_source(folder)
    url = f"sqlite:///{shutil.copy(empty_gradebook, folder)}"
    recorded = []
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("unit01")
        for name, questions in QUESTIONS.items():
            gradebook.add_notebook(name, "unit01")
            for question, (points, _) in questions.items():
                kind = "markdown" if question.startswith("wh") else "code"
                gradebook.add_grade_cell(question, name, "unit01", max_score=points, cell_type=kind)
        for student, given in POINTS.items():
            gradebook.add_student(student)
            for notebook in gradebook.add_submission("unit01", student).notebooks:
                for grade in notebook.grades:
                    score = given.get(grade.name, 0)
                    grade.auto_score, grade.needs_manual_grade = score, score is None
                outcome = WAITS if any(grade.needs_manual_grade for grade in notebook.grades) else GRADED
                record = Record("unit01", notebook.name, student, outcome=outcome, pack="1")
                handed_in = student != "cleo" or notebook.name == "first"
                recorded.append(record if handed_in else replace(record, outcome=NOT_HANDED_IN))
        gradebook.db.commit()
    with Records(url) as records:
        records.put(*recorded)
    return folder


def config_of(folder: Path) -> Config:
    config = Config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.db_url = f"sqlite:///{folder}/gradebook.db"
    return config


@pytest.mark.parametrize("student", BY_HAND)
def test_levels_as_worked_out_by_hand(folder: Path, student: str) -> None:
    rows = mastery_of_student(config_of(folder), "unit01", student)
    assert {row.objective: (row.level, row.points, row.graded_points) for row in rows} == BY_HAND[student]
    assert [row.max_points for row in rows] == [10, 8, 4]
    assert [row.waiting for row in rows] == ([0, 1, 1] if student == "bea" else [0, 0, 0])
    assert [row.statement for row in rows] == ["I can add <numbers>.", "I can scale.", ""]


def test_who_has_handed_in_nothing_has_no_evidence(folder: Path) -> None:
    rows = mastery_of_student(config_of(folder), "unit01", "dora")
    assert {(row.level, row.points, row.graded_points) for row in rows} == {("no evidence", 0, 0)}


def test_a_hand_grade_counts_when_it_is_given(folder: Path) -> None:
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        grade = gradebook.find_grade("when", "second", "unit01", "bea")
        grade.manual_score, grade.needs_manual_grade = 2, False
        gradebook.db.commit()
        try:
            row = mastery_of_student(config_of(folder), "unit01", "bea")[2]
        finally:
            grade.manual_score, grade.needs_manual_grade = None, True
            gradebook.db.commit()
    assert (row.level, row.points, row.graded_points, row.waiting) == ("partly", 2, 4, 0)


def test_the_rule_is_the_courses(folder: Path) -> None:
    config = config_of(folder)
    config.MasteryRule.met, config.MasteryRule.partly = 0.9, 0.1
    assert [row.level for row in mastery_of_student(config, "unit01", "ada")] == ["partly", "partly", "not yet"]
    third = 1 / 3
    assert MasteryRule(met=1).level(third + third + third - 1e-16, 1) == "met"


def test_the_command_fits_80_columns_and_writes_table_and_picture(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["objectives", "unit01", "--csv", "mastery.csv", "--picture", "mastery.svg"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    shown = {line.split()[0]: line.split()[1:] for line in lines if line.split()[:1]}
    assert shown["ada"] == ["✓", "80%", "✓", "88%", "✗", "0%"]
    assert shown["bea"] == ["~", "50%", "✓", "100%?", "–?"]
    assert shown["cleo"] == ["✗", "40%", "✗", "12%", "–"]
    assert ["1", "TM-Add", "1", "1", "1", "0"] in [line.split() for line in lines]
    with (folder / "mastery.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {
        student: {row["objective"]: row["level"] for row in rows if row["student"] == student} for student in POINTS
    } == {student: {objective: level for objective, (level, *_) in found.items()} for student, found in BY_HAND.items()}
    assert rows[3]["questions"] == "first/add-test 0 of 2; first/twice-test 3 of 3; second/more-test 2 of 5"
    picture = ET.parse(folder / "mastery.svg").getroot()
    description = picture.find("{*}desc")
    assert description is not None and description.text is not None
    assert description.text.startswith("TM-Add: 1 met, 1 partly, 1 not yet; OG-Scale: 2 met, 1 not yet")


def test_a_unit_that_is_not_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert main(["objectives", "unit99"]) == 2
    assert "unit99 has no notebook with questions" in capsys.readouterr().err
