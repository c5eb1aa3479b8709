"""How `nbgrader autograde` reads what was handed in: as `autograder grade` does."""

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException

from autograder.course.student_folders import MAX_BYTES, list_by_name, why_no_notebook
from autograder.notebook.read_notebook import UnreadableError, read_notebook
from autograder.record.not_graded_page import not_graded_page
from autograder.record.recorder import Recorder
from autograder.record.records import HANDED_IN, NOT_GRADED, NOT_HANDED_IN, Records
from autograder.record.result import Result


class ReadSubmissions(NotebookExporter):
    """Read notebooks in any encoding and state; what is no notebook is recorded, and gets a page that says what it is.

    nbgrader makes its exporter before it looks at the first submission, so the exporter can also correct the list of
    submissions, and record whose folder has no notebook.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        converter: Any = self.parent
        self._course = converter.coursedir
        self._page = ""  # what nbgrader gets of a notebook that could not be read
        without = list_by_name(converter, self._course.submitted_directory)
        if without and self._course.notebook_id == "*":
            self._record_without(without)

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[Any, Any]:
        """Read a notebook and run the steps on it."""
        path, page = Path(filename), self._page
        self._page = ""
        if page:  # nbgrader reads twice: what was handed in, and what has been made of it
            return page, self._init_resources(resources)
        if path.is_symlink() or not path.is_relative_to(Path(self._course.root, self._course.submitted_directory)):
            return super().from_filename(filename, resources, **kwargs)
        if not path.is_file():
            raise NbGraderException(f"{path} is not a file, so it is not graded.")
        try:
            if path.stat().st_size > MAX_BYTES:
                raise UnreadableError(f"it is larger than {MAX_BYTES // 10**6} MB")
            nb, repairs = read_notebook(path.read_bytes())
        except UnreadableError as error:
            self._page = self._record_unreadable(resources["nbgrader"], str(error))
            return self._page, self._init_resources(resources)
        self._forget_unreadable(resources["nbgrader"])
        for cell in nb.cells:
            cell.setdefault("id", uuid.uuid4().hex[:8])
        resources |= {"repairs": repairs, "metadata": {"name": path.stem, "path": str(path.parent)}}
        return self.from_notebook_node(nb, resources)

    def _record_unreadable(self, names: dict[str, str], reason: str) -> str:
        student, assignment, notebook = names["student"], names["assignment"], names["notebook"]
        self.log.error("%s, %s/%s could not be graded: %s.", student, assignment, notebook, reason)
        with Recorder(self.config, assignment) as recorder:
            recorder.record([Result(student, assignment, notebook, NOT_GRADED, reason)])
        return not_graded_page(reason).decode()

    def _forget_unreadable(self, names: dict[str, str]) -> None:
        with Records(self._course.db_url) as records:
            before = records.get(names["assignment"], names["notebook"], names["student"])
            if before is not None and before.outcome == NOT_GRADED:
                records.put(replace(before, outcome=HANDED_IN, reason=""))

    def _record_without(self, students: list[str]) -> None:
        assignment = self._course.assignment_id
        with Gradebook(self._course.db_url, self._course.course_id) as gradebook:
            notebooks = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        with Recorder(self.config, assignment) as recorder:
            for student in students:
                folder = self._course.format_path(self._course.submitted_directory, student, assignment)
                reason = why_no_notebook(Path(folder))
                self.log.error("%s, %s could not be graded: %s.", student, assignment, reason)
                recorder.record_missing(
                    [Result(student, assignment, notebook, NOT_HANDED_IN, reason) for notebook in notebooks]
                )
