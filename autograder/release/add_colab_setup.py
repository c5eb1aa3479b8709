"""A step of a release: add a link that opens the notebook in Colab, and a cell that sets it up there."""

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.public_repository import PublicRepository

BADGE_ID = "colab-badge"
SETUP_SOURCE = """\
# Run this cell first. In Google Colab, it installs the course's helper code.
import importlib.util

if importlib.util.find_spec("{package}") is None:
    %pip install --quiet "{requirement}\""""


def colab_cells(public: PublicRepository, assignment: str, notebook: str) -> list[Any]:
    """Make the badge and, if the course has a package, the setup cell.

    Their ids are fixed, so that releases don't differ.
    """
    badge = new_markdown_cell(public.colab_badge(assignment, notebook), id=BADGE_ID)
    if not public.package:
        return [badge]
    setup = SETUP_SOURCE.format(package=public.package, requirement=public.requirement())
    return [badge, new_code_cell(setup, id="colab-setup")]


class AddColabSetup(NbGraderPreprocessor):
    """Put an "Open in Colab" badge and a setup cell at the top of the notebook."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Insert the cells."""
        names = resources["nbgrader"]
        nb.cells[:0] = colab_cells(PublicRepository(parent=self), names["assignment"], names["notebook"])
        return nb, resources
