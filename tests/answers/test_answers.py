"""The tests of the tests: every answer in answers/ gets the points that it should, as `autograder check-answers` judges."""

import random
from pathlib import Path

import pytest

from autograder.answers.judge import preload
from autograder.answers.questions import Question, read_questions
from autograder.answers.survivors import find_survivors
from autograder.course.config import load_config
from autograder.misconceptions.learn import fingerprint_of, learn_question
from autograder.misconceptions.table import Table
from tests.conftest import COURSE

pytestmark = pytest.mark.slow

_MUTANTS = 2  # tried for each question

# By question: how an answer begins, the rest of some, and the wrong answer that does the same; "" if none does.
HEADS = {
    "unit04/u04n1-by-hand/linear-layer": "def linear_layer(X, W, b):\n    ",
    "unit04/u04n2-softmax/sigmoid": "def sigmoid(z):\n    ",
}
OTHERS = {
    "unit04/u04n1-by-hand/linear-layer": {
        "return np.einsum('ij,jk->ik', X, W)": "no-bias",
        "return np.subtract(np.matmul(X, W), b)": "minus",
        "return np.dot(X, np.array([row + b for row in W]))": "bias-first",
        "return np.dot(X, weights) + b": "global-weights",
        "return three_houses.dot(weights) + biases": "globals",
        "return np.array([row.sum() for row in np.dot(X, W) + b])": "sum",
        "return (X @ W + b) * (X @ W + b > 0)": "relu",
        "return (X @ W + b)[:3]": "three-houses",
        "return X[:, :2] @ W[:2] + b": "two-features",
        "return (X @ W + b).tolist()": "list",
        "X @ W + b": "printed",
        "return (X @ W + b).T": "",
        "return X @ W + b[0]": "",
        "return X @ W + b[::-1]": "",
        "return abs(X @ W + b)": "",
        "return X @ W + 2 * b": "",
        "return X @ Weights + b": "",
    },
    "unit04/u04n2-softmax/sigmoid": {
        "return softmax_torch(tensor([z, 0.0]))[1]": "swapped",
        "return softmax_torch(tensor([2 * z, 0.0]))[0]": "minus-z",
        "return softmax_torch(tensor([z - 1.0, 0.0]))[0]": "one",
        "return torch.sigmoid(tensor(max(z, -z)))": "only-positive",
        "return softmax_torch(tensor([z, 2.0]))[0]": "",
        "return softmax_torch(tensor([z / 2, 0.0]))[0]": "",
        "return softmax_torch(tensor([z**2, 0.0]))[0]": "",
        "return softmax_torch(tensor([z, 0.0]))": "",
    },
}

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


@pytest.mark.parametrize("question", [question for question in QUESTIONS if str(question) in OTHERS], ids=str)
def test_students_who_make_a_mistake_in_another_way_get_its_hint_and_others_none(question: Question) -> None:
    known, others, head = learn_question(question), OTHERS[str(question)], HEADS[str(question)]
    assert known.not_told_apart == []
    with question.judging() as judge:
        found = {answer: known.recognise(judge.probe(head + answer)) for answer in others}
    hints = {answer: hint and hint[1] for answer, hint in found.items()}
    assert hints == {answer: known.hints.get(f"wrong-{wrong}") for answer, wrong in others.items()}
