"""Before a submission runs: rebuild it on the instructor's notebook, so that only its rules apply."""

import os
from collections.abc import Collection, Iterator, Mapping
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.converters import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ComputeChecksums, LockCells, NbGraderPreprocessor

from autograder.grading.limit_text import LimitText
from autograder.grading.match_cells import match
from autograder.grading.submitted_cells import Submitted, colab_part, mapping, read
from autograder.notebook.blank_solutions import BlankSolutions
from autograder.notebook.cells import is_test

_MAX_REPAIRS = 100  # that are listed
# What decides how nbgrader treats a cell.
SETTINGS = ("grade", "solution", "locked", "task", "points")


class RestoreCells(NbGraderPreprocessor):
    """Put the instructor's cells back into a submission; of the student's, keep the answers and all other cells.

    The source notebook alone says which cells are graded, how, for how many points and in which order. A cell of the
    submission counts as one of the instructor's if it carries its `grade_id`, or else its cell id; if it has lost both,
    its text and its place decide (match_cells.py).

    - A solution cell has the text that the student handed in. If several cells carry its grade_id, the first that has
      been filled in counts: a student who pastes the blank cell and works in the copy has answered.
    - A locked cell or test cell has the instructor's text, hidden tests and all.
    - Each of them is there once, in the source's order. A missing solution cell comes back blank.
    - Another cell with the same grade_id is dropped if its text is as released; if not, it becomes an ordinary cell.
    - Ordinary cells are the student's. They stay after the instructor's cell that they followed, and are never graded.
      Restored cells go before them, so that they overwrite nothing of theirs; a test cell goes after them.
    - Outputs are dropped, and so is metadata that neither the course nor Colab has set. Cell ids are valid and unique.

    Each repair is logged as a warning, and kept in the notebook's metadata as `repairs`. After this, nbgrader's
    `OverwriteCells` compares with the gradebook.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Rebuild one notebook."""
        names = resources["nbgrader"]
        # Here, as no step may come before this one: nbconvert refuses what is invalid after each.
        nb, resources = LimitText(parent=self).preprocess(nb, resources)
        released_nb = self._released(names["assignment"], names["notebook"])
        originals = {cell.metadata.nbgrader.grade_id: cell for cell in released_nb.cells if _has_role(cell)}
        course_tags = {tag for cell in released_nb.cells for tag in cell.metadata.get("tags", [])}
        submitted = [read(cell, number, originals, course_tags) for number, cell in enumerate(nb.cells, start=1)]
        submitted, repairs = match(submitted, released_nb.cells)
        chosen = _choose(submitted, originals)
        repairs += _repairs(submitted, chosen, originals, course_tags)
        if len(repairs) > _MAX_REPAIRS:
            repairs[_MAX_REPAIRS:] = [f"{len(repairs) - _MAX_REPAIRS} more things were repaired"]
        for repair in repairs:
            self.log.warning("%s, %s/%s: %s.", names["student"], names["assignment"], names["notebook"], repair)
        repairs = resources["repairs"] = resources["repairs"] + repairs

        nb.cells = _rebuild(submitted, chosen, originals)
        _make_ids_unique(nb.cells)
        nb.metadata = released_nb.metadata | colab_part(mapping(nb.metadata))
        if repairs:
            nb.metadata["repairs"] = repairs  # for the feedback page
        nb.nbformat, nb.nbformat_minor = 4, 5
        return nb, resources

    def _released(self, assignment: str, notebook: str) -> Any:
        """Make the notebook that the gradebook has from the source notebook: blanked, but with hidden tests."""
        course = CourseDirectory(parent=self)
        path = Path(course.format_path(course.source_directory, ".", assignment), f"{notebook}.ipynb")
        if not path.is_file():
            raise NbGraderException(
                f"{os.path.relpath(path)} is missing. Submissions are graded with the cells of this notebook: put it "
                "back, as it was when the assignment was released."
            )
        nb = nbformat.read(path, as_version=4)
        for step in (BlankSolutions, LockCells, ComputeChecksums):
            nb, _ = step(parent=self).preprocess(nb, {})
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nb.metadata.pop("widgets", None)
        return nb


def _has_role(cell: Any) -> bool:
    """Say whether a source cell has a role for nbgrader: a solution cell, a test cell, a locked cell or a task."""
    return bool(utils.is_grade(cell) or utils.is_solution(cell) or utils.is_locked(cell) or utils.is_task(cell))


def _choose(submitted: list[Submitted], originals: Mapping[str, Any]) -> dict[str, Submitted]:
    """Choose the submitted cell for each grade_id; keep the order of the submission."""

    def rank(candidate: Submitted) -> tuple[bool, bool]:
        original = originals[str(candidate.claim)]
        filled_in = not candidate.as_released
        # The best comes first: it has the right type; an answer is filled in, a locked cell is unchanged.
        return candidate.cell.cell_type != original.cell_type, filled_in != bool(utils.is_solution(original))

    chosen: dict[str, Submitted] = {}
    for candidate in submitted:
        claim = candidate.claim
        if claim is not None and (claim not in chosen or rank(candidate) < rank(chosen[claim])):
            chosen[claim] = candidate
    return dict(sorted(chosen.items(), key=lambda item: item[1].number))


def _repairs(
    submitted: list[Submitted],
    chosen: Mapping[str, Submitted],
    originals: Mapping[str, Any],
    course_tags: Collection[str],
) -> Iterator[str]:
    """Yield a sentence for each repair."""
    for grade_id, original in originals.items():
        if grade_id not in chosen:
            yield f"cell {grade_id} was missing; it is put back"
        else:
            yield from (f"cell {grade_id} {repair}" for repair in _repairs_of(chosen[grade_id], original))
    in_order = [grade_id for grade_id in originals if grade_id in chosen]
    for what, start, end, _, _ in SequenceMatcher(None, in_order, list(chosen), autojunk=False).get_opcodes():
        if what in ("delete", "replace"):
            yield from (f"cell {grade_id} was moved; it is back in its place" for grade_id in in_order[start:end])
    for found in submitted:
        yield from (f"cell {found.number} {repair}" for repair in _repairs_of_other(found, chosen, course_tags))


def _repairs_of(found: Submitted, original: Any) -> Iterator[str]:
    """Yield a sentence for each repair of one of the instructor's cells."""
    settings = original.metadata.nbgrader
    if found.cell.cell_type != original.cell_type:
        yield f"was a {found.cell.cell_type} cell; it is {original.cell_type} again"
    if any((found.settings.get(key) or False) != (settings.get(key) or False) for key in SETTINGS):
        yield "had other nbgrader settings; they are the instructor's again"
    if not utils.is_solution(original) and not found.as_released:
        yield "is locked, but was edited; its text is the instructor's again"


def _repairs_of_other(found: Submitted, chosen: Mapping[str, Submitted], course_tags: Collection[str]) -> Iterator[str]:
    """Yield a sentence for each false claim or unknown tag that a submitted cell loses."""
    if found.claim is None and any(map(found.settings.get, SETTINGS)):
        yield "claims to be graded or locked; the instructor has no such cell"
    elif found.claim is not None and found is not chosen[found.claim]:
        fate = "dropped" if found.as_released else "now an ordinary cell"
        yield f"is a second cell named {found.claim}; it is {fate}"
    if strange_tags := [tag[:100] for tag in found.tags if tag not in course_tags]:
        yield f"had tags that the course doesn't use; they are dropped: {strange_tags[:10]}"


def _rebuild(submitted: list[Submitted], chosen: Mapping[str, Submitted], originals: Mapping[str, Any]) -> list[Any]:
    """Put the instructor's cells in order, and the student's other cells where they belong."""
    followed: str | None = None
    followers: dict[str | None, list[Any]] = {None: []}
    for found in submitted:
        if found.claim is not None and found is chosen[found.claim]:
            followed = found.claim
            followers[followed] = []
        elif not found.as_released:
            followers[followed].append(found.cell)

    cells = followers[None]
    waiting: list[Any] = []  # the student's cells that come next
    for grade_id, original in originals.items():
        if grade_id in chosen or is_test(original):
            cells += waiting
            waiting = followers.get(grade_id, [])
        cell = deepcopy(original)
        if grade_id in chosen:
            _fill_in(cell, chosen[grade_id].cell)
        cells.append(cell)
    return cells + waiting


def _fill_in(cell: Any, handed_in: Any) -> None:
    """Put the student's part into one of the instructor's cells: the answer, if it is a solution cell."""
    cell.metadata.update(colab_part(handed_in.metadata))
    if utils.is_solution(cell):
        cell.source = handed_in.source
        if "attachments" in handed_in and cell.cell_type != "code":
            cell.attachments = handed_in.attachments


def _make_ids_unique(cells: list[Any]) -> None:
    """Give a new id to cells without one and to those whose id is taken; the instructor's cells keep theirs."""
    used = {cell.get("id") for cell in cells}
    new_ids = (new_id for number in count(1) if (new_id := f"cell-{number}") not in used)
    taken = set()
    for cell in sorted(cells, key=lambda cell: "nbgrader" not in cell.metadata):
        if "id" not in cell or cell.id in taken:
            cell.id = next(new_ids)
        taken.add(cell.id)
