"""`autograder new-unit UNIT`: create a unit's first notebook, its answers and its page."""

import argparse
import re
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from autograder.course.errors import CourseError
from autograder.course.first_notebook import ANSWERS, first_notebook, unit_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("unit", help="the name of its folders, such as unit05")
    parser.add_argument("--title", help="the title of its page, such as “Unit 5: Hidden layers”")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Write the files; refuse if the unit has any."""
    unit = arguments.unit
    if not re.fullmatch(r"[a-z][\w-]*", unit):
        raise CourseError(f"{unit!r} can't name a unit. Start with a small letter, then use letters, digits, _ and -.")
    course = CourseDirectory(config=config)
    root = Path(course.root)
    prefix = re.sub(r"^unit(?=\d)", "u", unit)
    name = f"{prefix}n1-first-notebook"
    title = arguments.title or re.sub(r"^Unit0*(?=\d)", "Unit ", unit.capitalize())
    files = {Path(course.source_directory, unit, f"{name}.ipynb"): nbformat.writes(first_notebook()) + "\n"}
    files |= {Path("answers", unit, name, answer): source for answer, source in ANSWERS.items()}
    pages = root / "site" / "index.md"
    if pages.exists():
        files[Path("site", unit, "index.md")] = unit_page(unit, title, prefix)
    for folder in sorted({Path(*path.parts[:2]) for path in files}):
        if (root / folder).exists():
            raise CourseError(f"{folder} exists, so nothing was written. Choose another name for the new unit.")
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(content)
    if pages.exists():
        pages.write_text(_with_unit(pages.read_text(), unit))
    print("Wrote", *files, sep="\n  ")
    print(
        f"""Next:
  jupyter lab {next(iter(files))}    to make it your own
  nbgrader generate_assignment {unit}    to make the student version
  autograder check-answers {unit}    to judge the answers"""
    )
    return 0


def _with_unit(pages: str, unit: str) -> str:
    """Put a unit into the site's first table of contents: after the other units, or else at its end."""
    units = list(re.finditer(r"^[\w-]+/index\n", pages, flags=re.MULTILINE))
    at = units[-1].end() if units else pages.index("\n```", pages.index("```{toctree}")) + 1
    return f"{pages[:at]}{unit}/index\n{pages[at:]}"
