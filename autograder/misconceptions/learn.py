"""Learn from the answers in answers/ what tells the wrong ones apart."""

from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import nbformat

from autograder.answers.questions import Question, read_questions
from autograder.examiner import probe
from autograder.misconceptions.table import KnownAnswers, Table


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
        known = dict(zip([question.name for question in questions], pool.map(learn_question, questions), strict=True))
    return Table(known, fingerprint_of(source, answers))


def learn_question(question: Question) -> KnownAnswers:
    """Run the answers to one question, and note what the instructor's own and each wrong one do.

    Other right answers pass the tests, so nothing is compared with them.
    """
    own, *others = question.answers
    wrong = [answer for answer in others if answer.failing_tests]
    with question.judging() as judge:
        return KnownAnswers(
            judge.probe(own.source),
            {answer.name: judge.probe(answer.source) for answer in wrong},
            {answer.name: answer.hint for answer in wrong if answer.hint},
        )


def fingerprint_of(source: Path, answers: Path) -> str:
    """Return a fingerprint of what a table is made from: the notebook's code, the answers, how answers are probed."""
    cells = nbformat.read(source, as_version=4).cells
    texts = [cell.source for cell in cells if cell.cell_type == "code"]
    texts += [path.read_text() for path in [*sorted(answers.glob("*/*.py")), Path(probe.__file__)]]
    return sha256("\0".join(texts).encode()).hexdigest()


def _has_hints(question: Question) -> bool:
    return any(answer.hint for answer in question.answers)
