"""`autograder check-answers UNIT`: judge every answer in answers/ by the tests of its question."""

import argparse
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.progress import track
from traitlets.config import Config

from autograder.answers.judge import preload
from autograder.answers.questions import Question, read_questions
from autograder.answers.tables import misjudged_lines, notebook_table
from autograder.course.errors import CourseError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("unit", help="such as unit01")
    parser.add_argument("--notebook", help="only the questions of this notebook")
    parser.add_argument("--question", help="only this question, by the name of its solution cell")


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Judge the answers and print the tables; return 1 if an answer is misjudged or missing."""
    course = CourseDirectory(config=config)
    questions = _questions(Path(course.root), Path(course.root, course.source_directory, arguments.unit), arguments)
    preload(config.SandboxProvisioner.get("preload", []))
    console = Console()
    with ThreadPoolExecutor() as pool:
        found = pool.map(Question.judge, questions)
        judged = list(
            zip(questions, track(found, "Judging", len(questions), console=console, transient=True), strict=True)
        )
    for notebook, of_notebook in groupby(judged, key=lambda each: each[0].notebook):
        console.print(notebook_table(notebook, list(of_notebook)))
    misjudged = misjudged_lines(judged)
    for line in misjudged:
        console.print(line, soft_wrap=True)
    return int(bool(misjudged) or any(question.lacks for question in questions))


def _questions(course: Path, source: Path, arguments: argparse.Namespace) -> list[Question]:
    """Return the questions that were asked for; raise a `CourseError` where there are none."""
    notebooks = {path.stem: path for path in sorted(source.glob("*.ipynb"))}
    if not notebooks:
        raise CourseError(f"{source} has no notebooks. The units are the folders of {source.parent}.")
    if arguments.notebook not in (None, *notebooks):
        raise CourseError(f"{source} has no notebook {arguments.notebook}, but {', '.join(notebooks)}.")
    questions = [
        question
        for name, path in notebooks.items()
        if arguments.notebook in (None, name)
        for question in read_questions(path, course / "answers" / source.name / name)
    ]
    chosen = [question for question in questions if arguments.question in (None, question.name)]
    if not chosen:
        asked = ", ".join(question.name for question in questions) or "none that code answers"
        raise CourseError(f"{source} has no question {arguments.question or ''}, but {asked}.")
    return chosen
