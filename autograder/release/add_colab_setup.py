"""A step of a release: let the notebook open in Colab, and begin with a cell that sets it up there."""

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.course.public_repository import PublicRepository

BADGE_ID = "colab-badge"
SETUP_SOURCE = """\
# Run this cell first. In Google Colab, it installs the course's helper code.
import importlib.util

if importlib.util.find_spec("course_utils") is None:
    %pip install --quiet "{requirement}\""""


class AddColabSetup(NbGraderPreprocessor):
    """Put an "Open in Colab" badge and a setup cell at the top of the notebook."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Insert the two cells; their ids are fixed, so that each release is the same."""
        public = PublicRepository(parent=self)
        names = resources["nbgrader"]
        badge = new_markdown_cell(public.colab_badge(names["assignment"], names["notebook"]), id=BADGE_ID)
        setup = new_code_cell(SETUP_SOURCE.format(requirement=public.requirement()), id="colab-setup")
        nb.cells[:0] = [badge, setup]
        return nb, resources
