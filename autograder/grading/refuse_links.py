"""Before a submission runs: make sure that it consists of its own files, not of links to others."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor


class RefuseLinks(NbGraderPreprocessor):
    """Keep links in a submission from leading to the gradebook, the solutions or another submission.

    nbgrader copies a submission's files to autograded/, and follows links as it does so. If the notebook or its folder
    is a link to somewhere else, this step refuses the submission. If another file leads out of the submission's folder,
    it deletes the copy. A link to a file of the same submission is fine. Nothing in submitted/ changes.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Check the folders of one submission; the notebook stays as it is."""
        names = resources["nbgrader"]
        self._student, self._assignment = names["student"], names["assignment"]
        self._course = CourseDirectory(parent=self)
        submitted = self._folder(self._course.submitted_directory)
        self._refuse_linked(submitted, f"{names['notebook']}.ipynb")
        self._delete_copies(submitted, self._folder(self._course.autograded_directory))
        return nb, resources

    def _folder(self, step: str, student: str | None = None) -> Path:
        return Path(self._course.format_path(step, student or self._student, self._assignment))

    def _refuse_linked(self, submitted: Path, notebook: str) -> None:
        """Stop this submission if its notebook, its folder or a folder above, up to submitted/, is a link."""
        root = Path(self._course.root, self._course.submitted_directory)
        folders = [path for path in (submitted, *submitted.parents) if root in path.parents]
        linked = next((path for path in folders if path.is_symlink()), None)
        if linked is None and _leads_out(submitted / notebook, submitted):
            linked = submitted / notebook
        if linked is not None:
            raise NbGraderException(
                f"{self._student}: {os.path.relpath(linked)} is a link to another place, so it is not graded. The "
                "notebook itself must be handed in: put the file, or the folder with its files, in place of the link."
            )

    def _delete_copies(self, submitted: Path, autograded: Path) -> None:
        """Delete what nbgrader copied from outside the submission; keep the instructor's own files."""
        given = self._folder(self._course.source_directory, ".")
        students_own = Autograde(self._course, parent=self).exclude_overwriting.get(self._assignment, [])
        for path in _files(submitted):
            name = path.relative_to(submitted)
            copy = autograded / name
            is_instructors = (given / name).is_file() and str(name) not in students_own
            if not _leads_out(path, submitted) or path.suffix == ".ipynb" or is_instructors or not copy.is_file():
                continue
            copy.unlink()
            self.log.warning(
                "%s: %s is a link to another place; grading goes on without it.", self._student, os.path.relpath(path)
            )


def _leads_out(path: Path, folder: Path) -> bool:
    """Say whether a path, with all links followed, is outside a folder."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _files(folder: Path) -> Iterator[Path]:
    """Yield all files below a folder; like nbgrader, don't follow links to folders."""
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)
