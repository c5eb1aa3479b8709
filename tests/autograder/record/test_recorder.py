import shutil
from pathlib import Path

from nbgrader.api import Gradebook
from traitlets.config import Config

from autograder.record.recorder import Recorder
from autograder.record.records import HANDED_IN, NOT_HANDED_IN, Record, Records


def test_a_notebook_that_was_not_handed_in_waits_for_nobody(tmp_path: Path, empty_gradebook: Path) -> None:
    """Who has handed in one of two notebooks, and is graded, is done."""
    config = Config()
    config.Autograde.autograde_preprocessors = []
    config.CourseDirectory.db_url = url = f"sqlite:///{shutil.copy(empty_gradebook, tmp_path)}"
    with Gradebook(url) as gradebook, Records(url) as records:
        gradebook.add_assignment("unit01")
        for name in ("first", "second"):
            gradebook.add_notebook(name, "unit01")
            gradebook.add_grade_cell(f"{name}-test", name, "unit01", max_score=2, cell_type="code")
        gradebook.add_student("ada")
        gradebook.add_submission("unit01", "ada")
        gradebook.find_grade("first-test", "first", "unit01", "ada").needs_manual_grade = False
        gradebook.find_grade("second-test", "second", "unit01", "ada").needs_manual_grade = True
        gradebook.db.commit()
        # As collecting leaves it.
        records.put(Record("unit01", "first", "ada", HANDED_IN), Record("unit01", "second", "ada", NOT_HANDED_IN))
    with Recorder(config, "unit01") as recorder:
        assert recorder.record_missing("ada", "second", pack="1").outcome == NOT_HANDED_IN
    with Gradebook(url) as gradebook:
        assert not gradebook.find_submission("unit01", "ada").needs_manual_grade
