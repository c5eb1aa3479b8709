import io
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from autograder.report.tables import isolation_lines, report
from autograder.sandbox.provisioner import ISOLATED, NOT_ISOLATED
from tests.conftest import Run, notebook


@pytest.fixture
def db_url(tmp_path: Path, empty_gradebook: Path) -> str:
    """A gradebook with two questions and two students, one of whose written answers nobody has graded."""
    url = f"sqlite:///{shutil.copy(empty_gradebook, tmp_path)}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("unit01")
        gradebook.add_notebook("small", "unit01")
        gradebook.add_grade_cell("softmax-test", "small", "unit01", max_score=2, cell_type="code")
        gradebook.add_grade_cell("why", "small", "unit01", max_score=3, cell_type="markdown")
        for student in ("s2", "s1"):
            gradebook.add_student(student)
            gradebook.add_submission("unit01", student)
        for student, question, score in [("s1", "softmax-test", 2), ("s2", "softmax-test", 0), ("s2", "why", 1.5)]:
            grade = gradebook.find_grade(question, "small", "unit01", student)
            grade.auto_score, grade.needs_manual_grade = score, False
        gradebook.db.commit()
    return url


def printed(db_url: str, width: int = 100) -> list[str]:
    console = Console(width=width, record=True, file=io.StringIO())
    report("unit01", db_url, console, autograded=Path(db_url.removeprefix("sqlite:///")).parent / "autograded")
    return console.export_text().splitlines()


def cells(line: str) -> list[str]:
    return line.split()


def test_has_a_row_a_student_and_a_column_a_question(db_url: str) -> None:
    lines = printed(db_url)
    (s1,) = [cells(line) for line in lines if "s1" in line]
    (s2,) = [cells(line) for line in lines if "s2" in line]
    assert s1 == ["s1", "2", "?", "2"]
    assert s2 == ["s2", "0", "1.5", "1.5"]
    assert cells(next(line for line in lines if "in all" in line)) == ["points", "in", "all", "2", "3", "5"]


def test_names_the_questions_and_how_many_got_them_right(db_url: str) -> None:
    lines = printed(db_url)
    assert cells(next(line for line in lines if "softmax-test" in line)) == ["1", "softmax-test", "1", "of", "2"]
    assert cells(next(line for line in lines if "why" in line)) == ["2", "why", "0", "of", "1"]


def test_shows_ids_as_they_are(db_url: str) -> None:
    with Gradebook(db_url) as gradebook:
        gradebook.add_student("[/b]")
        gradebook.add_submission("unit01", "[/b]")
    assert ["[/b]", "!", "!", "!"] in [cells(line) for line in printed(db_url)]


def test_takes_off_late_penalties_as_the_export_does(db_url: str) -> None:
    with Gradebook(db_url) as gradebook:
        gradebook.find_submission_notebook("small", "unit01", "s1").late_submission_penalty = 0.5
        gradebook.db.commit()
    (s1,) = [cells(line) for line in printed(db_url) if "s1" in line]
    assert s1 == ["s1", "2", "?", "1.5"]


def test_says_which_submission_could_not_be_graded(db_url: str) -> None:
    with Gradebook(db_url) as gradebook:
        gradebook.add_student("s3")
        gradebook.add_submission("unit01", "s3")
    (s3,) = [cells(line) for line in printed(db_url) if "s3" in line]
    assert s3 == ["s3", "!", "!", "!"]


def autograde(folder: Path, **isolations: str | None) -> Path:
    """Write the notebooks of students as if they were graded, isolated by this."""
    for student, isolation in isolations.items():
        nb = notebook()
        if isolation is not None:
            nb.metadata["isolation"] = isolation
        path = folder / "autograded" / student / "unit01" / "small.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(nb, path)
    return folder / "autograded"


def test_says_what_submissions_were_isolated_by(db_url: str, tmp_path: Path) -> None:
    autograded = autograde(tmp_path, s1=NOT_ISOLATED, s2=ISOLATED, s3=ISOLATED)
    console = Console(width=40, record=True, file=io.StringIO())
    report("unit01", db_url, console, autograded=autograded)
    text = console.export_text(clear=False).splitlines()
    assert text[-2:] == [f"Isolation of 2 of 3 notebooks: {ISOLATED}", f"Isolation of 1 of 3 notebooks: {NOT_ISOLATED}"]
    styled = console.export_text(styles=True).splitlines()
    assert styled[-2].startswith("\x1b[32mIsolation")  # green
    assert styled[-1].startswith("\x1b[1;31mIsolation")  # bold red


def test_of_notebooks_graded_earlier_the_isolation_is_not_known(tmp_path: Path) -> None:
    autograded = autograde(tmp_path, s1=None, s2=ISOLATED)
    (other := autograded / "s1" / "unit02").mkdir()
    (other / "other.ipynb").write_text("{}")
    assert isolation_lines("unit01", autograded) == [
        "[bold red]Isolation of 1 of 2 notebooks[/]: not known",
        f"[green]Isolation of 1 of 2 notebooks[/]: {ISOLATED}",
    ]


def test_of_nothing_graded_there_is_no_isolation_to_tell(db_url: str, tmp_path: Path) -> None:
    assert isolation_lines("unit01", tmp_path / "autograded") == []
    assert not any("Isolation" in line for line in printed(db_url))


@pytest.mark.slow
def test_unknown_assignment_is_said_plainly(db_url: str, run: Run) -> None:
    done = run("autograder", "report", "unit99", f"--CourseDirectory.db_url={db_url}", check=False)
    assert done.returncode == 2
    assert "knows no assignment unit99. Run: nbgrader generate_assignment unit99" in done.stdout
    assert "Traceback" not in done.stdout
