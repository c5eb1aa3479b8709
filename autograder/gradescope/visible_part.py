"""The part of a source notebook that students have, too: for a container that can't isolate them."""

import nbformat
from nbgrader import utils

from autograder.notebook.markers import (
    HIDDEN_TESTS,
    MARK_SCHEME,
    SOLUTION,
    blank_lines,
    has_region,
    parse_blank,
    remove_regions,
    walk_regions,
)


def visible_part(source: bytes) -> bytes:
    """Return a source notebook without solutions, hidden tests, mark schemes and outputs.

    Blanks and the marks of solutions stay, so that a release of it is the release of the whole.
    """
    nb = nbformat.reads(source.decode(), as_version=4)
    for cell in nb.cells:
        if utils.is_solution(cell):
            cell.source = _without_solution(cell.source)
            cell.pop("attachments", None)
        else:
            cell.source = remove_regions(cell.source, HIDDEN_TESTS, MARK_SCHEME)
        if cell.cell_type == "code":
            cell.outputs = []
    return nbformat.writes(nb).encode()


def _without_solution(source: str) -> str:
    """Return a solution cell with the student's line in place of each solution line; "" if all of it is solution."""
    if blank_lines(source) == source and not has_region(source, SOLUTION):
        return ""
    lines = []
    student_line = ""  # that takes the place of the next line
    for region, mark, line in walk_regions(source):
        blank = parse_blank(line)
        if region != SOLUTION or mark is not None:
            lines.append(student_line or line)
        student_line = blank.indent + blank.text if blank else ""
    return "\n".join(lines)
