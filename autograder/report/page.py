"""`autograder report UNIT --html`: the questions, which students to talk to, and what looks alike, as one page."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import jinja2
from nbgrader.coursedir import CourseDirectory

from autograder.record.records import NOT_GRADED, NOT_HANDED_IN, Record, Records, count_outcomes
from autograder.report.graded import Graded, read_answers, read_cells, read_graded, read_titles
from autograder.report.questions import question_statistics
from autograder.report.scores import NotebookScores, read_assignment
from autograder.report.similarity import Pair, Text, similar_pairs

_MOST_PAIRS = 50  # of a notebook's, the most similar ones


@dataclass(frozen=True)
class Talk:
    """A student to talk to, and why."""

    student: str
    name: str
    reasons: list[str]


def write_page(course: CourseDirectory, unit: str, path: Path) -> None:
    """Write the page of a unit.

    Raises
    ------
    CourseError
        If the gradebook doesn't know the unit.
    """
    notebooks = read_assignment(unit, course.db_url)
    with Records(course.db_url) as found:
        records = found.all(unit)
        names = {student.student: student.name for student in found.students() if student.name}
    source, release = (
        Path(course.format_path(step, ".", unit)) for step in (course.source_directory, course.release_directory)
    )
    graded = list(read_graded(Path(course.root, course.autograded_directory), unit))
    released = {each.name: read_answers(release / f"{each.name}.ipynb") for each in notebooks}
    titles = read_titles(source)
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    page = environment.get_template("page.html").render(
        unit=unit,
        today=date.today(),
        notebooks=[(each, question_statistics(each, graded, titles), _state_of(each)) for each in notebooks],
        talks=list(_talks(notebooks, graded, records, released, names)),
        pairs=[
            pair
            for each in notebooks
            for pair in _pairs(each.name, graded, *(folder / f"{each.name}.ipynb" for folder in (release, source)))
        ],
        names=names,
    )
    path.write_text(page, encoding="utf-8")


def _state_of(notebook: NotebookScores) -> str:
    """Say what became of a notebook's hand-ins: "9 graded, 2 not handed in"."""
    return count_outcomes(Counter(row.outcome for row in notebook.rows))


def _talks(
    notebooks: Collection[NotebookScores],
    graded: Collection[Graded],
    records: Collection[Record],
    released: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str],
) -> Iterator[Talk]:
    """Yield who handed in nothing, only blanks, or what could not be graded, and whose code the sandbox stopped."""
    why = {(record.student, record.notebook): record.reason for record in records}
    for student in sorted({row.student for notebook in notebooks for row in notebook.rows}):
        outcomes = {each.name: row.outcome for each in notebooks for row in each.rows if row.student == student}
        if set(outcomes.values()) == {NOT_HANDED_IN}:
            yield Talk(student, names.get(student, ""), ["handed in nothing"])
            continue
        reasons = [
            f"{name} could not be graded: {why.get((student, name)) or 'autograder grade says why'}"
            for name, outcome in outcomes.items()
            if outcome == NOT_GRADED
        ]
        for each in graded:
            if each.student == student and outcomes.get(each.notebook) not in (NOT_GRADED, NOT_HANDED_IN, None):
                if each.answers and _is_blank(each.answers, released[each.notebook]):
                    reasons.append(f"left all of {each.notebook} blank")
                reasons += [f"{each.notebook}: {what}" for what in dict.fromkeys(each.stopped)]
        if reasons:
            yield Talk(student, names.get(student, ""), reasons)


def _is_blank(answers: Mapping[str, str], released: Mapping[str, str]) -> bool:
    return all(source.split() == released.get(name, "").split() for name, source in answers.items())


def _pairs(name: str, graded: Collection[Graded], *given: Path) -> list[Pair]:
    """Return the most similar pairs of a notebook; what is given in the notebooks at these paths is left out."""
    texts = {
        each.student: [
            *(Text(cell, source, cell in each.words) for cell, source in each.answers.items()),
            *(Text(f"own cell {number}", source) for number, source in enumerate(each.own, start=1)),
        ]
        for each in graded
        if each.notebook == name
    }
    explained = [Text("", source, in_words) for path in given for source, in_words in read_cells(path)]
    return similar_pairs(name, texts, explained)[:_MOST_PAIRS]
