"""Whose feedback pages `nbgrader generate_feedback` makes."""

from typing import Any

from nbconvert.exporters import HTMLExporter

from autograder.course.student_folders import list_by_name


class PagesByName(HTMLExporter):
    """nbconvert's pages, for each folder in autograded/ by its name: `*`, `?` and `[` in it are no patterns."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.parent is not None:
            list_by_name(self.parent, self.parent.coursedir.autograded_directory)
