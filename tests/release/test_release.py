"""release/ is what source/ generates, shows no secret, and is graded as it should be: perfect all, untouched none."""

import filecmp
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.utils import is_grade, is_solution

from autograder.answers.answer import fill, solutions_of
from autograder.release.find_secrets import visible_texts
from examples.make_class import write_class
from tests.conftest import COURSE, Run

pytestmark = pytest.mark.slow

ASSIGNMENTS = sorted(path.name for path in (COURSE / "source").iterdir() if path.is_dir())
NOTEBOOKS = sorted(path.relative_to(COURSE / "source") for path in COURSE.glob("source/*/*.ipynb"))
LOGREG = Path("unit04/u04n3-logreg-pytorch.ipynb")
# What some of the example class lose in that notebook; tests/answers has each mistake by itself.
LOST: dict[str, set[str]] = {
    "s1002-half-done": {
        *["cross-entropy-test", "torch-linear-test", "torch-sums-test"],
        *["logistic-torch-model-test", "logistic-torch-training-test"],
        *["centre-test", "framing-flats-test", "framing-buses-test"],
        *["analysis-compare", "analysis-weights", "analysis-better", "analysis-interview"],
    },
    "s1005-overflow": {"softmax-stable-test", "cross-entropy-test"},
    "s1008-from-colab": set(),
}


@pytest.fixture(scope="module")
def graded(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a fresh release, and a class graded by nbgrader's own commands."""
    folder = tmp_path_factory.mktemp("graded")
    write_class(folder / "examples")
    for student in LOST:
        (folder / "submitted" / student / LOGREG).parent.mkdir(parents=True)
        shutil.copy(folder / "examples" / student / LOGREG, folder / "submitted" / student / LOGREG)
    for name in NOTEBOOKS:
        source = nbformat.read(COURSE / "source" / name, as_version=4)
        release = nbformat.read(COURSE / "release" / name, as_version=4)
        for student, nb in {"perfect": fill(release, solutions_of(source)), "untouched": release}.items():
            path = folder / "submitted" / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(nb, path)
    options = [f"--db=sqlite:///{folder}/gradebook.db"]
    for step in ("release", "submitted", "autograded", "feedback"):
        options.append(f"--CourseDirectory.{step}_directory={folder / step}")
    for assignment in ASSIGNMENTS:
        # A release needn't try the tests on the two submissions that are graded next.
        run("nbgrader", "generate_assignment", assignment, "--TryTests.enabled=False", *options)
        run("nbgrader", "autograde", assignment, *options)
        run("nbgrader", "generate_feedback", assignment, *options)
    yield folder


def points(graded: Path, student: str, notebook: Path) -> dict[str, tuple[float | None, float]]:
    """Return what each grade cell brought, and its maximum; None where a person has to look."""
    with Gradebook(f"sqlite:///{graded}/gradebook.db") as gradebook:
        submission = gradebook.find_submission_notebook(notebook.stem, notebook.parent.name, student)
        return {g.name: (None if g.needs_manual_grade else g.score, g.max_score) for g in submission.grades}


def test_release_is_exactly_what_source_generates(graded: Path) -> None:
    generated = {path.relative_to(graded / "release") for path in graded.glob("release/*/**/*") if path.is_file()}
    committed = {path.relative_to(COURSE / "release") for path in COURSE.glob("release/*/**/*") if path.is_file()}
    assert generated == committed, "run: make release"
    for name in generated:
        assert filecmp.cmp(graded / "release" / name, COURSE / "release" / name, shallow=False), (
            f"{name}: run make release"
        )


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_perfect_submission_gets_every_automatic_point(graded: Path, notebook: Path) -> None:
    for name, (score, max_score) in points(graded, "perfect", notebook).items():
        assert score in (max_score, None), name


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_untouched_release_gets_no_point(graded: Path, notebook: Path) -> None:
    assert {score for score, _ in points(graded, "untouched", notebook).values()} == {0}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_only_written_answers_need_a_person(graded: Path, notebook: Path) -> None:
    nb = nbformat.read(COURSE / "source" / notebook, as_version=4)
    written = {cell.metadata.nbgrader.grade_id for cell in nb.cells if is_grade(cell) and is_solution(cell)}
    need = {name for name, (score, _) in points(graded, "perfect", notebook).items() if score is None}
    assert need == written


@pytest.mark.parametrize(("student", "lost"), LOST.items())
def test_each_mistake_costs_its_own_points(graded: Path, student: str, lost: set[str]) -> None:
    for name, (score, max_score) in points(graded, student, LOGREG).items():
        assert score in ([0] if name in lost else [max_score, None]), name


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_release_keeps_the_reference_outputs(notebook: Path) -> None:
    source = {cell.id: cell for cell in nbformat.read(COURSE / "source" / notebook, as_version=4).cells}
    for cell in nbformat.read(COURSE / "release" / notebook, as_version=4).cells:
        if cell.cell_type == "code" and cell.id in source:
            tags = source[cell.id].metadata.get("tags", [])
            hidden = "hide-output" in tags or is_grade(cell)
            assert len(cell.outputs) == (0 if hidden else len(source[cell.id].outputs)), cell.id


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=str)
def test_release_is_a_valid_notebook_with_no_marks_left(notebook: Path) -> None:
    nb = nbformat.read(COURSE / "release" / notebook, as_version=4)
    nbformat.validate(nb)
    for index, text in visible_texts(nb):
        for mark in ("BEGIN", "END SOLUTION", "END HIDDEN", "# BLANK"):
            assert mark not in text, f"cell {index + 1}"


def test_feedback_shows_the_message_but_no_hidden_test_and_no_mark_scheme(graded: Path) -> None:
    page = (graded / "feedback" / "s1005-overflow" / "unit04" / "u04n3-logreg-pytorch.html").read_text()
    assert "Large logits should not overflow" in page
    for secret in ("HIDDEN TESTS", "scipy_softmax", "mixed_logits", "MARK SCHEME", "a benefit that follows from it"):
        assert secret not in page


def test_colab_wrote_one_of_the_examples(graded: Path) -> None:
    path = graded / "examples" / "s1008-from-colab" / LOGREG
    nb: Any = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    assert nb.nbformat_minor == 0 and "colab" in nb.metadata
    assert all("id" in cell.metadata and "id" not in cell for cell in nb.cells)
