"""A second course, with other libraries and no package of its own, goes through the same commands as the first."""

import html
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.answers.answer import fill, read_answers, solutions_of
from autograder.cli import main
from tests.conftest import COURSE, Run, code

pytestmark = pytest.mark.slow

STATISTICS = Path(__file__).parent / "courses" / "statistics"
NOTEBOOKS = ["groups", "t-test"]
MISTAKES = {"groups": {"means": "wrong-median"}, "t-test": {"p-value": "wrong-equal", "model": "right-keywords"}}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, run: Run) -> Path:
    """The course folder, released, with three students' submissions graded."""
    folder = tmp_path_factory.mktemp("courses") / "statistics"
    shutil.copytree(STATISTICS, folder)
    shutil.copy(COURSE / "nbgrader_config.py", folder / "pipeline.py")
    run("git", "init", "--quiet", cwd=folder)
    run("nbgrader", "generate_assignment", "week1", cwd=folder)
    for name in NOTEBOOKS:
        source = nbformat.read(folder / "source" / "week1" / f"{name}.ipynb", as_version=4)
        release = nbformat.read(folder / "release" / "week1" / f"{name}.ipynb", as_version=4)
        files = {
            (answer.question, answer.name): answer.source for answer in read_answers(folder / "answers/week1" / name)
        }
        mistakes = {question: files[question, answer] for question, answer in MISTAKES[name].items()}
        perfect = fill(release, solutions_of(source))
        perfect.cells.append(code("import sys\nprint('torch' in sys.modules, 'course_utils' in sys.modules)"))
        handed_in = {
            "perfect": perfect,
            "untouched": release,
            "mistaken": fill(release, solutions_of(source) | mistakes),
        }
        for student, nb in handed_in.items():
            path = folder / "submitted" / student / "week1" / f"{name}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(nb, path)
    run("autograder", "grade", "week1", cwd=folder)
    run("nbgrader", "generate_feedback", "week1", cwd=folder)
    return folder


def points(course: Path, student: str) -> dict[str, float | None]:
    """Return what each grade cell brought; None where a person has to look."""
    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        notebooks = gradebook.find_submission("week1", student).notebooks
        return {g.name: None if g.needs_manual_grade else g.score for nb in notebooks for g in nb.grades}


def test_is_released_with_a_badge_and_nothing_to_install(course: Path) -> None:
    for name in NOTEBOOKS:
        nb = nbformat.read(course / "release" / "week1" / f"{name}.ipynb", as_version=4)
        assert f"github/ada/statistics/blob/main/week1/{name}.ipynb" in nb.cells[0].source
        assert not any("pip install" in cell.source or "BEGIN" in cell.source for cell in nb.cells)


def test_is_graded(course: Path) -> None:
    full = {"means-test": 2, "spread": None, "p-value-test": 2, "model-test": 1}
    assert points(course, "perfect") == full
    assert points(course, "untouched") == dict.fromkeys(full, 0)
    assert points(course, "mistaken") == full | {"means-test": 0, "p-value-test": 0}
    page = html.unescape((course / "feedback" / "mistaken" / "week1" / "t-test.html").read_text())
    assert "Welch's test is for unequal variances" in page


def test_imports_only_what_it_uses(course: Path) -> None:
    for name in NOTEBOOKS:
        nb = nbformat.read(course / "autograded" / "perfect" / "week1" / f"{name}.ipynb", as_version=4)
        assert nb.cells[-1].outputs[0].text == "False False\n"


def test_is_reported(course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(course)
    assert main(["report", "week1"]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in [*NOTEBOOKS, "perfect", "untouched", "mistaken"])


def test_has_its_answers_judged(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)
    assert main(["check-answers", "week1"]) == 0


def test_is_published(course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(course)
    assert main(["publish", str(tmp_path / "public")]) == 0
    files = {path.relative_to(tmp_path / "public").as_posix() for path in (tmp_path / "public").rglob("*")}
    assert files == {"README.md", ".published.json", "week1", *(f"week1/{name}.ipynb" for name in NOTEBOOKS)}
    readme = (tmp_path / "public" / "README.md").read_text()
    assert "course_utils" not in readme and "pip install" not in readme
