"""Learn from the answers in answers/ what tells the wrong ones apart."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import combinations
from pathlib import Path

import nbformat

from autograder.answers.answer import Answer
from autograder.answers.questions import Question, read_questions
from autograder.examiner import probe
from autograder.misconceptions.table import Behaviour, KnownAnswers, Table


def learn(source: Path, answers: Path) -> Table:
    """Run the answers to a notebook's questions, and note what each does.

    Parameters
    ----------
    source : Path
        The source notebook.
    answers : Path
        The folder of the answers to its questions.

    Raises
    ------
    CourseError
        If an answer can't be judged.
    """
    questions = [question for question in read_questions(source, answers) if _has_hints(question)]
    with ThreadPoolExecutor() as pool:
        behaviours = pool.map(_probe, questions)
        known = {
            question.name: _known_answers(_probed(question), each)
            for question, each in zip(questions, behaviours, strict=True)
        }
    return Table(known, fingerprint_of(source, answers))


def _probe(question: Question) -> list[Behaviour]:
    with question.judging() as judge:
        return [judge.probe(answer.source, len(probe.VARIANTS)) for answer in _probed(question)]


def _probed(question: Question) -> list[Answer]:
    """List the instructor's own answer and the wrong ones: a right one passes its tests, and is never compared."""
    return [answer for answer in question.answers if answer is question.answers[0] or answer.failing_tests]


def _known_answers(answers: Sequence[Answer], behaviours: Sequence[Behaviour]) -> KnownAnswers:
    """Return what the answers to a question do, in as few variants as tell as many wrong ones apart as all."""
    found = list(zip(answers, behaviours, strict=True))
    wrong = {answer.name: behaviour for answer, behaviour in found[1:]}
    right = found[0][1]
    told = [_told_apart([*wrong.values(), right], count) for count in range(len(probe.VARIANTS) + 1)]
    variants = max(1, told.index(told[-1]))
    return KnownAnswers(
        _cut(right, variants),
        {name: _cut(behaviour, variants) for name, behaviour in wrong.items()},
        {answer.name: answer.hint for answer in answers if answer.hint},
        variants,
    )


def fingerprint_of(source: Path, answers: Path) -> str:
    """Return a fingerprint of what a table is made from: the notebook's code, the answers, how answers are probed."""
    cells = nbformat.read(source, as_version=4).cells
    texts = [cell.source for cell in cells if cell.cell_type == "code"]
    texts += [path.read_text() for path in [*sorted(answers.glob("*/*.py")), Path(probe.__file__)]]
    return sha256("\0".join(texts).encode()).hexdigest()


def _has_hints(question: Question) -> bool:
    return any(answer.hint for answer in question.answers)


def _cut(behaviour: Behaviour, variants: int) -> Behaviour:
    return {test: found[:variants] for test, found in behaviour.items()}


def _told_apart(behaviours: Sequence[Behaviour], variants: int) -> int:
    """Count the pairs that differ."""
    return sum(_cut(one, variants) != _cut(other, variants) for one, other in combinations(behaviours, 2))
