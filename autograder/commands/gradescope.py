"""`autograder gradescope ASSIGNMENT/NOTEBOOK`: make the zip with which Gradescope checks a notebook."""

import argparse
from pathlib import Path

from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.gradescope.make_zip import make_zip

_PRIVATE = """\
It holds solutions and hidden tests: keep it private. Where Gradescope can't isolate submissions, it runs none."""
_NO_ISOLATION = """\
It holds only what students have: no solutions, no hidden tests, no hints.
WARNING: where Gradescope can't isolate submissions, a student's code has all rights in the container, and can give
itself any points. Take them as feedback, not as grades: collect the submissions, and grade them here."""
_NEXT = """\
Upload it to Gradescope: Configure Autograder. Then hand in a notebook with Test Autograder, and read the result."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("notebook", metavar="ASSIGNMENT/NOTEBOOK", help="such as unit01/small")
    parser.add_argument("--to", type=Path, metavar="FILE", help="the zip; default: gradescope-NOTEBOOK.zip")
    parser.add_argument(
        "--without-isolation",
        action="store_true",
        help="for containers that can't isolate submissions: run them even so, with the tests that students have",
    )
    parser.add_argument(
        "--extra-index-url", default="", metavar="URL", help="another index for pip, such as PyTorch's without CUDA"
    )


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Write the zip, and say what it holds."""
    assignment, _, notebook = arguments.notebook.removesuffix(".ipynb").rpartition("/")
    if not assignment or "/" in assignment:
        raise CourseError(f"{arguments.notebook} is no notebook of an assignment. Name one, such as unit01/small.")
    isolated = not arguments.without_isolation
    made = make_zip(config, assignment, notebook, isolated=isolated, index=arguments.extra_index_url)
    path = arguments.to or Path(f"gradescope-{notebook}.zip")
    path.write_bytes(made.content)
    by_hand = f", and {made.by_hand:g} that a person gives" if made.by_hand else ""
    print(f"{path}: {len(made.content) / 1e6:.1f} MB, for {made.points:g} autograder points{by_hand}.")
    print(_PRIVATE if isolated else _NO_ISOLATION)
    print(_NEXT)
    return 0
