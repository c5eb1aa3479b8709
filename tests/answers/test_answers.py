"""The tests of the tests: every answer in answers/ gets the points that it should, as `autograder check-answers` judges."""

import random
from pathlib import Path

import pytest

from autograder.answers.judge import preload
from autograder.answers.questions import Question, read_questions
from autograder.answers.survivors import find_survivors
from autograder.course.config import load_config
from autograder.misconceptions.learn import fingerprint_of
from autograder.misconceptions.table import Table
from tests.conftest import COURSE

pytestmark = pytest.mark.slow

_MUTANTS = 2  # tried for each question

QUESTIONS = [
    question
    for path in sorted(COURSE.glob("source/*/*.ipynb"))
    for question in read_questions(path, COURSE / "answers" / path.parent.name / path.stem)
]


@pytest.fixture(scope="module", autouse=True)
def preloaded() -> None:
    preload(load_config(COURSE).SandboxProvisioner.preload)


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_answers_lose_the_points_that_they_should_and_mutants_some(question: Question) -> None:
    """`autograder check-answers unit04 --mutants` tries all mutants; here, a few of each question."""
    mutants = random.Random(question.name).sample(question.mutants, min(_MUTANTS, len(question.mutants)))
    with question.judging() as judge:
        assert [str(judged) for judged in question.judge(judge) if judged.is_misjudged] == []
        assert find_survivors(question, mutants, judge).surviving == []


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_question_has_right_and_wrong_answers(question: Question) -> None:
    assert question.lacks == []


@pytest.mark.parametrize("question", QUESTIONS, ids=str)
def test_every_wrong_answer_has_a_hint(question: Question) -> None:
    assert [answer.name for answer in question.answers if answer.failing_tests and not answer.hint] == []


@pytest.mark.parametrize("path", sorted(COURSE.glob("source/*/*.ipynb")), ids=lambda path: path.stem)
def test_what_tells_misconceptions_apart_is_learned_from_these_answers(path: Path) -> None:
    answers = COURSE / "answers" / path.parent.name / path.stem
    learned = Table.read(COURSE, path.parent.name, path.stem).fingerprint
    assert not answers.is_dir() or learned == fingerprint_of(path, answers), "run: make release"


def test_what_is_listed_as_equivalent_can_be_made() -> None:
    listed = [(question, equivalent) for question in QUESTIONS for equivalent in question.equivalents]
    assert [each for question, each in listed if not any(map(each.matches, question.mutants))] == []
