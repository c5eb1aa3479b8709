"""A step of a release: check that what students get is Python."""

import re
from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from typing import Any

from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor

from autograder.examiner.names import parse_cell
from autograder.notebook.blank_solutions import BlankSolutions
from autograder.notebook.cells import cell_name
from autograder.release.source_error import Problem, stop_unless_empty

_EMPTY_BLOCK = re.compile(r"expected an indented block after .* on line (\d+)")


class CheckStudentVersion(NbGraderPreprocessor):
    """Stop the release if a cell, as students get it, is not Python."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Raise a `SourceError` that lists every problem, or return the notebook as it is."""
        students = deepcopy(nb)
        for step in (BlankSolutions, ClearHiddenTests):
            students, _ = step(parent=self).preprocess(students, {})
        found = (
            (cell_name(cell, index), problem)
            for index, (cell, students_cell) in enumerate(zip(nb.cells, students.cells, strict=True))
            if cell.cell_type == "code"
            for problem in check_student_cell(cell, students_cell.source)
        )
        stop_unless_empty(found, resources)
        return nb, resources


def check_student_cell(cell: Any, student_source: str) -> Iterator[Problem]:
    """Check one source cell as students get it."""
    student_source = student_source.lstrip("\n")
    try:
        parse_cell(student_source)
    except SyntaxError as error:
        student_lines = student_source.split("\n")
        empty_block = _EMPTY_BLOCK.match(error.msg)
        number = min(int(empty_block[1]) if empty_block else error.lineno or 1, len(student_lines))
        line = _source_line(student_lines, number, cell.source.split("\n"))
        start = f"as students get it, the cell would not be Python ({error.msg}: “{student_lines[number - 1].strip()}”)"
        if empty_block:
            fix = (
                "This block has nothing but a region, so it would be empty. Put a line into the block that students "
                "get, before the region: a docstring, or ..."
            )
        else:
            fix = "Put each ... in the place of a value, and indent a region like its block."
        yield Problem(line, f"{start}. {fix}")


def _source_line(student_lines: list[str], number: int, source_lines: list[str]) -> int | None:
    """Return a student version's line number in the source, both from 1; None if the line isn't there."""
    for there, here, size in SequenceMatcher(None, student_lines, source_lines, autojunk=False).get_matching_blocks():
        if there < number <= there + size:
            return here + number - there
    return None
