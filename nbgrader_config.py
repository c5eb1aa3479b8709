"""What `nbgrader` does here: the pipeline, as lists of steps."""

import os
import sys

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearOutput,
    ComputeChecksums,
    DeduplicateIds,
    Execute,
    GetGrades,
    LimitOutput,
    LockCells,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
    SaveCells,
)

from autograder.drop_widgets import DropWidgets
from autograder.feedback.fit_page import FitPage
from autograder.feedback.hide_tests import HideTests
from autograder.grading.clean_test_outputs import CleanTestOutputs
from autograder.release.add_colab_setup import AddColabSetup
from autograder.release.blank_solutions import BlankSolutions
from autograder.release.check_leaks import CheckLeaks
from autograder.release.check_source import CheckSource
from autograder.release.keep_reference_outputs import KeepReferenceOutputs

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (traitlets defines it)

# The public repository, where students find release notebooks and course_utils. Set it to your own.
c.PublicRepository.name = "example-university/ml-course"
c.PublicRepository.branch = "main"

# nbgrader generate_assignment unit04: source/ → release/
c.GenerateAssignment.force = True  # release/ is always made anew
c.GenerateAssignment.preprocessors = [
    CheckSource,
    AddColabSetup,
    BlankSolutions,
    LockCells,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,  # into the gradebook, with hidden tests and mark schemes: from here on, autograding restores them
    KeepReferenceOutputs,
    DropWidgets,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    CheckCellMetadata,
    CheckLeaks,
]
c.ClearSolutions.code_stub = {"python": "# your code here"}
c.ClearSolutions.text_stub = "*your thoughtful answer here*"
c.ClearMarkScheme.enforce_metadata = False  # CheckSource does: mark schemes stand in locked question cells

# nbgrader autograde unit04: submitted/ → autograded/ and the gradebook
c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    DropWidgets,
    DeduplicateIds,
    OverwriteKernelspec,
    OverwriteCells,  # test cells and locked cells become the instructor's again
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    Execute,
    CleanTestOutputs,
    DropWidgets,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
c.Execute.timeout = 120  # seconds a cell
c.Execute.shutdown_kernel = "immediate"  # nothing to wait for: the kernel leaves nothing behind
if sys.platform == "linux":  # elsewhere, forking a process that has loaded PyTorch is not safe
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", "warm-start")
# One thread a submission: small matrices gain nothing from more, and on a busy machine threads wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# nbgrader generate_feedback unit04: autograded/ → feedback/
c.GenerateFeedback.preprocessors = [
    GetGrades,
    HideTests,
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    FitPage,
]
