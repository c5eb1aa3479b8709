"""How release notebooks are written: a whole release, or nothing."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.coursedir import CourseDirectory
from traitlets import dlink


class StagedRelease(NotebookExporter):
    """Make nbgrader write a release into a folder beside release/; move it there when all of its notebooks are made.

    nbgrader removes an assignment's last release before it converts the first notebook. It makes its exporter before
    that, so the exporter can give `nbgrader generate_assignment` and the formgrader another folder.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        converter: Any = self.parent  # GenerateAssignment, which knows the course
        self._course = converter.coursedir
        self._next_hook = converter.post_convert_hook
        self._folder = TemporaryDirectory(prefix=".release-", dir=self._course.root)
        settings = {name: getattr(self._course, name) for name in self._course.trait_names(config=True)}
        staged = CourseDirectory(parent=self._course.parent, **{**settings, "release_directory": self._folder.name})
        dlink((staged, "student_id"), (self._course, "student_id"))  # the converter resets it at the end
        converter.coursedir = staged
        converter.post_convert_hook = self._put_in_place

    def from_filename(self, *args: Any, **kwargs: Any) -> tuple[Any, dict[str, Any]]:
        """Make one notebook; if that fails, remove the notebooks made before it."""
        try:
            return super().from_filename(*args, **kwargs)
        except BaseException:
            self._folder.cleanup()
            raise

    def _put_in_place(self, **names: Any) -> None:
        """Replace each assignment that has been made, or only the one notebook that was asked for."""
        try:
            for made in Path(self._folder.name).iterdir():
                target = Path(self._course.format_path(self._course.release_directory, ".", made.name))
                if self._course.notebook_id == "*" and target.exists():
                    shutil.rmtree(target)
                shutil.copytree(made, target, dirs_exist_ok=True)
                self.log.info("The release is in %s", target)
            self._folder.cleanup()  # nbgrader makes it again for the next assignment
        except OSError as error:  # nbgrader hides errors in a hook
            raise SystemExit(f"The release could not be written: {error}") from error
        if self._next_hook:
            self._next_hook(**names)
