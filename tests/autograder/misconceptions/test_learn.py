"""From answers with hints to a hint in a graded notebook, by the commands that an instructor types."""

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.answers.answer import fill
from autograder.record.records import Records
from tests.conftest import Run, graded, make_small_course, notebook, solution

pytestmark = pytest.mark.slow

ANSWERS = {
    "right-loop": "# One by one.\ndef mean(numbers):\n    total = 0\n    for number in numbers:\n        total += number\n"
    "    return total / len(numbers)",
    "wrong-sum": "# The sum.\n# fails: mean-test\n# hint: Divide by how many numbers there are.\n"
    "def mean(numbers):\n    return sum(numbers)",
    "wrong-one-less": "# Divided by one less.\n# fails: mean-test\n# hint: Count the numbers again.\n"
    "def mean(numbers):\n    return sum(numbers) / (len(numbers) - 1)",
    "wrong-middle": "# The middle one.\n# fails: mean-test\n# hint: That is the median.\n"
    "def mean(numbers):\n    return sorted(numbers)[len(numbers) // 2]",
    "wrong-largest": "# The largest.\n# fails: mean-test\n"  # without a hint
    "def mean(numbers):\n    return max(numbers)",
    "wrong-last": "# The last, which is the largest in the test as it is written.\n# fails: mean-test\n"
    "# hint: Use all of them.\ndef mean(numbers):\n    return numbers[-1]",
    "wrong-left-blank": "# Left as it was.\n# fails: mean-test\n# hint: Fill in the blank.\n"
    "def mean(numbers):\n    return ...",
}
# What students hand in, and the hint that they should read: None where no known answer does the same throughout.
STUDENTS = {
    "sum": (
        "def mean(numbers):\n    total = 0.0\n    for each in numbers: total = total + each\n    return total",
        "sum",
    ),
    "less": ("import numpy as np\ndef mean(numbers):\n    return np.sum(numbers) / (np.size(numbers) - 1)", "one-less"),
    "last": ("def mean(numbers):\n    return [*numbers][len(numbers) - 1]", "last"),
    "largest": ("def mean(numbers):\n    return max(*numbers)", None),
    "new": ("def mean(numbers):\n    return sum(numbers) / 2", None),
    "blank": ("def mean(numbers):\n    return ...", None),  # as released, which is no misconception
    "dots": ("def mean(numbers):\n    '''The mean.'''\n    return ...", "left-blank"),
    "stops": ("def mean(numbers):\n    return total", None),
    "right": ("def mean(numbers):\n    return sum(numbers) / len(numbers)", None),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, empty_gradebook: Path, run: Run) -> Path:
    """A class, graded."""
    source = notebook(
        solution("def mean(numbers):\n    # BLANK: return ...\n    return sum(numbers) / len(numbers)", "mean"),
        graded(
            "# Test: the mean of some numbers\nassert mean([1.0, 2.0, 6.0]) == 3, 'The mean of 1, 2 and 6 is 3.'\n"
            "### BEGIN HIDDEN TESTS\nassert mean([1.5, -4.0]) == -1.25, 'Not for all numbers.'\n### END HIDDEN TESTS",
            "mean-test",
        ),
    )
    folder = make_small_course(tmp_path_factory.mktemp("misconceptions"), source, empty_gradebook)
    answers = folder / "answers" / "unit01" / "small" / "mean"
    answers.mkdir(parents=True)
    for name, text in ANSWERS.items():
        (answers / f"{name}.py").write_text(text)
    run("nbgrader", "generate_assignment", "unit01", cwd=folder)
    released = nbformat.read(folder / "release" / "unit01" / "small.ipynb", as_version=4)
    for student, (answer, _) in STUDENTS.items():
        path = folder / "submitted" / student / "unit01" / "small.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(fill(released, {"mean": answer}), path)
    run("autograder", "grade", "unit01", cwd=folder)
    return folder


def told(course: Path, student: str) -> Any:
    cells = nbformat.read(course / "autograded" / student / "unit01" / "small.ipynb", as_version=4).cells
    (found,) = [cell.metadata.get("misconception") for cell in cells if "Test: the mean" in cell.source]
    return found


@pytest.mark.parametrize("student", STUDENTS)
def test_a_hint_is_for_who_does_the_same_as_one_known_wrong_answer(course: Path, student: str) -> None:
    name = STUDENTS[student][1]
    if name is None:
        assert told(course, student) is None
    else:
        hint = ANSWERS[f"wrong-{name}"].split("# hint: ")[1].splitlines()[0]
        assert told(course, student) == {"question": "mean", "name": f"wrong-{name}", "hint": hint}


def test_the_records_name_it(course: Path) -> None:
    with Records(f"sqlite:///{course}/gradebook.db") as records:
        found = {record.student: record.misconceptions for record in records.all("unit01")}
    assert found["sum"] == {"mean": "wrong-sum"} and found["new"] == {}


def test_the_report_says_which_were_met_most(course: Path, run: Run) -> None:
    told = run("autograder", "report", "unit01", cwd=course).stdout
    assert "1 × small/mean/wrong-sum: The sum." in told and "wrong-middle" not in told


def test_nbgraders_own_command_tells_the_same(course: Path, run: Run, tmp_path: Path) -> None:
    folder = shutil.copytree(course, tmp_path / "course")
    run("nbgrader", "autograde", "unit01", "--student", "less", "--force", cwd=folder)
    assert told(folder, "less") == told(course, "less") != None  # noqa: E711


def test_a_release_learns_only_what_has_changed(course: Path, run: Run, tmp_path: Path) -> None:
    folder = shutil.copytree(course, tmp_path / "course")
    table = folder / "misconceptions" / "unit01" / "small.json"
    before = table.read_text()
    assert "Learning" not in run("nbgrader", "generate_assignment", "unit01", cwd=folder).stdout
    answer = folder / "answers" / "unit01" / "small" / "mean" / "wrong-sum.py"
    answer.write_text(answer.read_text().replace("# hint: Divide", "# hint: Now divide"))
    assert "Learning" in run("nbgrader", "generate_assignment", "unit01", cwd=folder).stdout
    learned = json.loads(table.read_text())["questions"]["mean"]
    assert learned["hints"]["wrong-sum"].startswith("Now divide")
    assert learned["wrong"] == json.loads(before)["questions"]["mean"]["wrong"]
