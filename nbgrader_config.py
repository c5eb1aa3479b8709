"""The pipeline: what `nbgrader` does here, as lists of steps."""

import os

from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ComputeChecksums,
    GetGrades,
    LimitOutput,
    LockCells,
    OverwriteCells,
    OverwriteKernelspec,
    SaveAutoGrades,
    SaveCells,
)

from autograder.export.outcomes import ExportOutcomes
from autograder.feedback.clean_html import clean_html
from autograder.feedback.fit_page import FitPage
from autograder.feedback.fold_tests import fold_tests
from autograder.feedback.hide_tests import HideTests
from autograder.feedback.pages_by_name import PagesByName
from autograder.feedback.tell_results import TellResults
from autograder.grading.disarm_html import DisarmHTML
from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.grading.limit_page import LimitPage
from autograder.grading.read_submissions import ReadSubmissions
from autograder.grading.refuse_links import RefuseLinks
from autograder.grading.restore_cells import RestoreCells
from autograder.notebook.blank_solutions import BlankSolutions
from autograder.notebook.drop_widgets import DropWidgets
from autograder.release.add_colab_setup import AddColabSetup
from autograder.release.check_examinable import CheckExaminable
from autograder.release.check_leaks import CheckLeaks
from autograder.release.check_source import CheckSource
from autograder.release.check_student_version import CheckStudentVersion
from autograder.release.fold_tests import FoldTests
from autograder.release.keep_reference_outputs import KeepReferenceOutputs
from autograder.release.learn_misconceptions import LearnMisconceptions
from autograder.release.link_site import LinkSite
from autograder.release.staged_release import StagedRelease
from autograder.release.try_tests import TryTests

c = get_config()  # type: ignore[name-defined]  # noqa: F821  (traitlets defines it)

# Every command logs here what it does, such as how it isolated each submission.
c.NbGrader.logfile = ".nbgrader.log"

# Students find release notebooks and course_utils in the public repository. Set it to your own.
c.PublicRepository.name = "example-university/ml-course"
c.PublicRepository.branch = "main"  # students open notebooks from it
# Setup cells install course_utils from this tag: one version for a term. The default is that version, such as v0.2.0.
# c.PublicRepository.tag = "2026-fall"
# c.PublicRepository.site = "https://ml.example.edu/"  # the default is its GitHub Pages
c.PublicRepository.package = "course_utils"  # the course's own package; empty if notebooks need none

# nbgrader generate_assignment unit04: source/ → release/
c.GenerateAssignment.exporter_class = StagedRelease  # the last release stays until the new one is made
c.GenerateAssignment.preprocessors = [
    CheckSource,
    CheckStudentVersion,
    CheckExaminable,
    TryTests,  # runs the notebook twice, which takes a few seconds
    LearnMisconceptions,  # runs the answers in answers/, if they have changed
    AddColabSetup,
    BlankSolutions,
    LockCells,
    CheckCellMetadata,
    ComputeChecksums,
    SaveCells,  # into the gradebook, with hidden tests and mark schemes; autograding restores cells from there
    KeepReferenceOutputs,
    DropWidgets,
    ClearHiddenTests,
    ClearMarkScheme,
    FoldTests,
    LinkSite,
    ComputeChecksums,
    CheckCellMetadata,
    CheckLeaks,
]
c.ClearSolutions.code_stub = {"python": "# your code here"}
c.ClearSolutions.text_stub = "*your thoughtful answer here*"
c.ClearMarkScheme.enforce_metadata = False  # CheckSource checks it: mark schemes are in locked question cells

# nbgrader autograde unit04: submitted/ → autograded/ and the gradebook
c.Autograde.exporter_class = ReadSubmissions  # in any encoding and state; by the folders' names
c.Autograde.sanitize_preprocessors = [
    RestoreCells,  # the instructor's cells in the instructor's order, with the student's answers and own cells
    RefuseLinks,
    OverwriteKernelspec,
    OverwriteCells,
    CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    ExecuteAndExamine,
    DisarmHTML,
    LimitPage,
    DropWidgets,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
# docs/security.md lists every limit of a submission, with its unit and default. To change one:
# c.SandboxProvisioner.memory = 4096
# Modules that are slow to import, and those that they import in turn on first use: they are imported once for all
# submissions. Don't list inline figures: a kernel must import them itself to show any.
c.SandboxProvisioner.preload = [
    *["course_utils", "matplotlib.pyplot", "matplotlib.backends.backend_agg", "pandas", "scipy.optimize"],
    *["sklearn.metrics", "sklearn.model_selection", "torch", "torch._dynamo"],
]
c.SandboxProvisioner.allow_no_isolation = False  # True: go on even if this machine can't isolate submissions
# One thread per submission: small matrices gain nothing from more, and on a busy machine threads wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")

# Keep scripts in students' outputs out of the formgrader and feedback pages.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {"highlight_code": fold_tests, "clean_html": clean_html}  # there, too, tests are folded

# nbgrader export: the gradebook → grades.csv
c.ExportApp.plugin_class = ExportOutcomes

# autograder objectives unit04: an objective is met from this share of the points for its questions that are graded
c.MasteryRule.met = 0.8
c.MasteryRule.partly = 0.5

# nbgrader generate_feedback unit04: autograded/ → feedback/
c.GenerateFeedback.exporter_class = PagesByName
c.GenerateFeedback.preprocessors = [
    GetGrades,
    HideTests,
    FitPage,
    TellResults,
]
c.TellResults.show_solutions = False  # True: after the due date, pages show solutions and mark schemes, folded
