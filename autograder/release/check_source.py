"""A step of a release: check the instructor notebook before anything is made from it."""

import math
import re
from collections.abc import Iterator
from typing import Any

from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.notebook import markers
from autograder.notebook.cells import OBJECTIVE_TAG, cell_name, is_test, objectives_of, tests_after
from autograder.release.source_error import Problem, stop_unless_empty

LONGEST_LINE = 100  # columns of code; a page cuts off the rest
_OBJECTIVE_IN_TEXT = re.compile(r"\*\*([A-Z]{2}-[\w-]+)\*\*")


class CheckSource(NbGraderPreprocessor):
    """Stop the release if a blank, a marker or a question is malformed; say where, and how to fix it."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Raise a `SourceError` that lists every problem, or return the notebook as it is."""
        found = (
            (cell_name(cell, index), problem)
            for index, cell in enumerate(nb.cells)
            for problem in _check_cell(nb, index)
        )
        stop_unless_empty(found, resources)
        return nb, resources


def _check_cell(nb: Any, index: int) -> Iterator[Problem]:
    cell = nb.cells[index]
    for check in (check_markers, check_blanks, check_outputs, check_lines):
        yield from check(cell)
    yield from check_question(nb.cells, index)
    for check_in_notebook in (check_grade_id, check_grade_cell):
        yield from check_in_notebook(cell, nb)


def check_markers(cell: Any) -> Iterator[Problem]:
    """Check that each region's marks are well written, in pairs, and in the right kind of cell."""
    misspelt = [
        (number, line.strip())
        for number, line in enumerate(cell.source.split("\n"), start=1)
        if markers.parse_mark(line) is None and markers.looks_like_mark(line)
    ]
    for number, line in misspelt:
        yield Problem(
            number,
            f"“{line}” is not a marker. Write ### BEGIN or ### END, then "
            f"{', '.join(markers.REGIONS[:-1])} or {markers.REGIONS[-1]}, in capitals, alone on the line.",
        )
    if not misspelt:
        yield from _check_pairs(cell)


def _check_pairs(cell: Any) -> Iterator[Problem]:
    opened: tuple[str, int] | None = None
    for number, line in enumerate(cell.source.split("\n"), start=1):
        mark = markers.parse_mark(line)
        if mark is None:
            continue
        if mark.begins:
            if opened:
                yield Problem(
                    number,
                    f"{mark.region} begins inside the {opened[0]} that began in line {opened[1]}. "
                    f"Put ### END {opened[0]} before it.",
                )
            elif misplaced := _misplaced(mark.region, cell):
                yield Problem(number, misplaced)
            opened = (mark.region, number)
        elif opened is None:
            yield Problem(
                number,
                f"END {mark.region} has no BEGIN. Put ### BEGIN {mark.region} before it, or delete the line.",
            )
        else:
            if opened[0] != mark.region:
                yield Problem(number, f"END {mark.region} closes a {opened[0]}. Write ### END {opened[0]}.")
            opened = None
    if opened:
        yield Problem(opened[1], f"BEGIN {opened[0]} has no END. Put ### END {opened[0]} after its last line.")


def _misplaced(region: str, cell: Any) -> str | None:
    """Say what is wrong with a region in this kind of cell, if anything."""
    if region == markers.SOLUTION and not utils.is_solution(cell):
        return "a SOLUTION must be in a solution cell. Make the cell an autograded or manually graded answer."
    if region == markers.HIDDEN_TESTS and not is_test(cell):
        return "HIDDEN TESTS must be in a test cell. Make the cell an autograder test."
    if region == markers.MARK_SCHEME and not (cell.cell_type == "markdown" and utils.is_locked(cell)):
        return "a MARK SCHEME must be in a locked question cell. Make the cell read-only text."
    return None


def check_blanks(cell: Any) -> Iterator[Problem]:
    """Check that each blank is well written, in the right place, and fits the solution line after it."""
    lines = cell.source.split("\n")
    for number, (region, _, line) in enumerate(markers.walk_regions(cell.source), start=1):
        blank = markers.parse_blank(line)
        if blank is None:
            if markers.looks_like_blank(line) and cell.cell_type == "code":
                yield Problem(
                    number,
                    f"“{line.strip()}” is not a blank. Write “# BLANK: ”, then the line that the student gets.",
                )
            continue
        solution = lines[number] if number < len(lines) else ""
        problem = _blank_problem(blank, solution, region, cell)
        if problem:
            yield Problem(number, problem)


def _blank_problem(blank: markers.Blank, solution: str, region: str | None, cell: Any) -> str | None:
    """Say what is wrong with a blank, if anything."""
    if cell.cell_type != "code" or not utils.is_solution(cell):
        return "a BLANK must be in a solution cell of code. Make the cell an autograded answer."
    if region is not None:
        return f"students never see a BLANK inside a {region}. Move it out, or delete it."
    if "…" in blank.text and "..." not in blank.text:
        return f"the blank “{blank.text}” has the single character … for the student to fill in. Write three dots, ..."
    if "..." not in blank.text:
        return f"the blank “{blank.text}” has no ... for the student to fill in. Write ... where the answer goes."
    if markers.parse_blank(solution):
        return f"the blank “{blank.text}” is followed by another one. Put its own solution line right after it."
    if markers.parse_mark(solution):
        return f"the blank “{blank.text}” is followed by a region. Use either a blank or ### BEGIN SOLUTION."
    if not solution.strip() or solution.strip().startswith("#"):
        return f"the blank “{blank.text}” has no solution line after it. Put the solution in the very next line."
    indent = solution[: len(solution) - len(solution.lstrip())]
    if indent != blank.indent:
        return (
            f"the blank “{blank.text}” and its solution line “{solution.strip()}” are indented differently. "
            "Indent them alike."
        )
    if blank.text == solution.strip():
        return f"the solution line “{solution.strip()}” is the blank itself. Write the answer in place of the ..."
    if markers.fill_blank(blank.text, solution.strip()) is None:
        return (
            f"the blank “{blank.text}” doesn't fit its solution line “{solution.strip()}”. "
            "Outside of each ... the two must be the same, and each ... must stand for a whole piece of code. "
            "A blank stands for one line; for more, use ### BEGIN SOLUTION."
        )
    return None


def check_outputs(cell: Any) -> Iterator[Problem]:
    """Check that a cell's stored outputs may be released."""
    if any(output.output_type == "error" for output in cell.get("outputs", [])):
        yield Problem(None, "the stored output is an error. Fix the cell, then run the notebook again (make outputs).")
    hides = utils.is_solution(cell) or any(markers.has_region(cell.source, region) for region in markers.REGIONS)
    if cell.get("attachments") and hides:
        yield Problem(None, "the cell has something to hide and an attachment, which would be released. Remove it.")


def check_lines(cell: Any) -> Iterator[Problem]:
    """Check that no line of code is cut off on a page."""
    if cell.cell_type == "code":
        for number, line in enumerate(cell.source.split("\n"), start=1):
            if len(line) > LONGEST_LINE:
                what = f"the line has {len(line)} columns, and a page shows {LONGEST_LINE}. Break it."
                yield Problem(number, what)


def check_question(cells: list[Any], index: int) -> Iterator[Problem]:
    """Check that a code question leaves something to do, and is graded, by its own test cell or by a person."""
    cell = cells[index]
    if cell.cell_type != "code" or not utils.is_solution(cell):
        return
    lines = cell.source.split("\n")
    if not any(markers.looks_like_blank(line) or markers.looks_like_mark(line) for line in lines):
        yield Problem(None, "the solution cell has no blank. Write “# BLANK: …” lines, or ### BEGIN SOLUTION.")
    if not utils.is_grade(cell) and not tests_after(cells, index):
        yield Problem(
            None,
            "no test cell follows the solution cell, up to the next solution cell, so nothing grades it. Put an "
            "autograder test after it, or make it a manually graded answer.",
        )


def check_grade_id(cell: Any, nb: Any) -> Iterator[Problem]:
    """Check that a cell with a role for nbgrader has a grade_id of its own."""
    nbgrader = cell.metadata.get("nbgrader", {})
    grade_id = nbgrader.get("grade_id")
    if any(nbgrader.get(kind) for kind in ("grade", "solution", "locked", "task")) and not (
        isinstance(grade_id, str) and re.fullmatch(r"[\w-]+", grade_id)
    ):
        yield Problem(None, f"the cell's grade_id is {grade_id!r}. Give it one made of letters, digits and hyphens.")
    if grade_id and [other.metadata.get("nbgrader", {}).get("grade_id") for other in nb.cells].count(grade_id) > 1:
        yield Problem(None, f"more than one cell has the grade_id “{grade_id}”. Give each its own.")


def check_grade_cell(cell: Any, nb: Any) -> Iterator[Problem]:
    """Check that a grade cell has points and names its objectives."""
    if not utils.is_grade(cell):
        return
    points = cell.metadata.nbgrader.get("points")
    if isinstance(points, bool) or not isinstance(points, int | float) or not 0 < points < math.inf:
        yield Problem(None, f"the cell is graded but worth {points!r} points. Give it points: a number above 0.")
    objectives = objectives_of(cell)
    if not objectives:
        yield Problem(
            None, f"the cell is graded but names no objective. Tag it with one, such as {OBJECTIVE_TAG}TM-Softmax."
        )
    addressed = {
        name for other in nb.cells if other.cell_type == "markdown" for name in _OBJECTIVE_IN_TEXT.findall(other.source)
    }
    for objective in objectives:
        if objective not in addressed:
            yield Problem(
                None,
                f"the objective “{objective}” is not among those that the notebook lists "
                f"({', '.join(sorted(addressed))}). "
                f"Correct the tag, or list **{objective.strip()}** among the objectives addressed.",
            )
