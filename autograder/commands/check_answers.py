"""`autograder check-answers UNIT`: judge every answer in answers/, or every mutant, by the tests of its question."""

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.progress import track
from traitlets.config import Config

from autograder.answers.judge import Judge, preload
from autograder.answers.questions import Question, read_questions
from autograder.answers.survivors import find_survivors
from autograder.answers.tables import misjudged_lines, mutants_table, notebook_table, surviving_lines
from autograder.course.errors import CourseError

T = TypeVar("T")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("unit", help="such as unit01")
    parser.add_argument("--notebook", help="only the questions of this notebook")
    parser.add_argument("--question", help="only this question, by the name of its solution cell")
    parser.add_argument(
        "--mutants",
        action="store_true",
        help="judge the solutions with one small mistake each: those that lose no points are holes in the tests",
    )


def run(arguments: argparse.Namespace, config: Config) -> int:
    """Judge answers or mutants and print the tables; return 1 if one is misjudged or missing."""
    course = CourseDirectory(config=config)
    source = Path(course.root, course.source_directory, arguments.unit)
    answers = Path(course.root, "answers", arguments.unit)
    questions = _questions(source, answers, arguments)
    preload(config.SandboxProvisioner.get("preload", []))
    console = Console()
    return _check_mutants(questions, console) if arguments.mutants else _check_answers(questions, console)


def _check_answers(questions: Sequence[Question], console: Console) -> int:
    judged = list(zip(questions, _judge(Question.judge, questions, console), strict=True))
    for notebook, of_notebook in groupby(judged, key=lambda each: each[0].notebook):
        console.print(notebook_table(notebook, list(of_notebook)))
    misjudged = misjudged_lines(judged)
    for line in misjudged:
        console.print(line, soft_wrap=True)
    return int(bool(misjudged) or any(question.lacks for question in questions))


def _check_mutants(questions: Sequence[Question], console: Console) -> int:
    found = _judge(lambda question, judge: find_survivors(question, question.mutants, judge), questions, console)
    for notebook, of_notebook in groupby(found, key=lambda each: each.question.notebook):
        console.print(mutants_table(notebook, list(of_notebook)))
    lines = surviving_lines(found)
    for line in lines:
        console.print(line, soft_wrap=True)
    return int(bool(lines))


def _judge(function: Callable[[Question, Judge], T], questions: Sequence[Question], console: Console) -> list[T]:
    """Call a function with each question and its judge, some at a time, and show how far it is."""

    def judge(question: Question) -> T:
        with question.judging() as judge:
            return function(question, judge)

    with ThreadPoolExecutor() as pool:
        found = pool.map(judge, questions)
        return list(track(found, "Judging", len(questions), console=console, transient=True))


def _questions(source: Path, answers: Path, arguments: argparse.Namespace) -> list[Question]:
    """Return the questions that were asked for; raise a `CourseError` where there are none."""
    notebooks = {path.stem: path for path in sorted(source.glob("*.ipynb"))}
    if not notebooks:
        raise CourseError(f"{source} has no notebooks. The units are the folders of {source.parent}.")
    if arguments.notebook not in (None, *notebooks):
        raise CourseError(f"{source} has no notebook {arguments.notebook}. It has {', '.join(notebooks)}.")
    questions = [
        question
        for name, path in notebooks.items()
        if arguments.notebook in (None, name)
        for question in read_questions(path, answers / name)
    ]
    chosen = [question for question in questions if arguments.question in (None, question.name)]
    if not chosen:
        asked = ", ".join(question.name for question in questions) or "none that code answers"
        raise CourseError(f"{source} has no question {arguments.question or ''}. It has {asked}.")
    return chosen
