"""A step of a release: grade the instructor's own answers, and an untouched notebook, as submissions will be graded."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.grading.execute_and_examine import ExecuteAndExamine
from autograder.notebook.blank_solutions import BlankSolutions
from autograder.notebook.cells import cell_name, is_test
from autograder.release.source_error import Problem, stop_unless_empty

# With these, a test fails without saying what to write instead.
_SPEECHLESS = ("AssertionError", "AttributeError", "TypeError")
_IN_KERNEL = (
    "If it passes in Jupyter: a test can call the notebook's functions and objects and read their attributes, but it "
    "can't compare them or see their code. Write isinstance(x, T), not type(x) is T; compare the numbers inside; "
    "call a function, and check what it returns."
)
_PASSED_UNTOUCHED = (
    "an untouched notebook passes this test, and would get its points. Test something that only an answer has."
)
_STOP_EARLIER = "Choose blanks that stop with an error until they are filled in."
_NEVER_ENDS = ("KernelEnded", "KeyboardInterrupt")  # the kernel has ended, or the cell was interrupted after its time


class TryTests(NbGraderPreprocessor):
    """Stop the release if the instructor's own answers miss a point, or an untouched notebook gets one.

    Test cells run outside the student's kernel. If a test needs something that isn't there, `CheckExaminable` finds it
    in the text when the test would fail silently; otherwise, it fails here.
    """

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Run copies of the source notebook; raise a `SourceError` that lists everything that is wrong."""
        own = deepcopy(nb)
        untouched, _ = BlankSolutions(parent=self).preprocess(deepcopy(nb), {})

        def run(version: Any) -> None:
            ExecuteAndExamine(parent=self).preprocess(version, resources)

        with ThreadPoolExecutor() as pool:  # each waits for processes of its own
            list(pool.map(run, (own, untouched)))
        stop_unless_empty(_problems(nb, own, untouched), resources)
        return nb, resources


def _errors(cell: Any) -> list[Any]:
    return [output for output in cell.outputs if output.output_type == "error"]


def _problems(nb: Any, own: Any, untouched: Any) -> Iterator[tuple[str, Problem]]:
    """Compare a source notebook's runs, with the instructor's own answers and untouched."""
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        errors, untouched_errors = _errors(own.cells[index]), _errors(untouched.cells[index])
        name = cell_name(cell, index)
        if is_test(cell):
            if errors:
                yield name, Problem(None, _test_fails(errors[0]))
            elif not untouched_errors:
                yield name, Problem(None, _PASSED_UNTOUCHED)
        elif errors and "raises-exception" not in cell.metadata.get("tags", []):
            told = f"graded as a submission is. {errors[0].ename}: {errors[0].evalue}"
            fix = "Fix it, or tag it raises-exception if it should fail."
            yield name, Problem(None, f"this cell fails with your own answers, {told} {fix}")
            return  # later cells may fail only because of this one
        elif not errors and any(error.ename in _NEVER_ENDS for error in untouched_errors):
            why = untouched_errors[-1].evalue or "it takes too long."
            yield name, Problem(None, f"as students get it, this cell doesn't end: {why} {_STOP_EARLIER}")


def _test_fails(error: Any) -> str:
    hint = f" {_IN_KERNEL}" if error.ename in _SPEECHLESS else ""
    told = f"graded as a submission is. {error.ename}: {error.evalue}"
    return f"your own answer fails this test, {told}{hint}"
