"""Learn what tells wrong answers apart, so that feedback can name a student's misconception."""

from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.answers.judge import preload
from autograder.misconceptions.learn import fingerprint_of, learn
from autograder.misconceptions.table import Table
from autograder.sandbox.provisioner import SandboxProvisioner


class LearnMisconceptions(NbGraderPreprocessor):
    """Run the answers in answers/ that have hints, and write what they do to misconceptions/, a private folder.

    It takes about a minute for a notebook with a hundred answers, and nothing if neither notebook nor answers have
    changed.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Leave the notebook as it is."""
        course = CourseDirectory(parent=self)
        assignment, notebook = resources["nbgrader"]["assignment"], resources["nbgrader"]["notebook"]
        root = Path(course.root)
        source = Path(course.format_path(course.source_directory, ".", assignment), f"{notebook}.ipynb")
        answers = root / "answers" / assignment / notebook
        if not answers.is_dir():
            return nb, resources
        if Table.read(root, assignment, notebook).fingerprint != fingerprint_of(source, answers):
            self.log.info("Learning from answers/ what tells misconceptions apart")
            preload(SandboxProvisioner(parent=self).modules)
            table = learn(source, answers)
            table.write(root, assignment, notebook)
            for name, known in table.questions.items():
                for group in known.not_told_apart:
                    self.log.info("%s: nothing tells these apart, so no hint is shown: %s", name, ", ".join(group))
        return nb, resources
