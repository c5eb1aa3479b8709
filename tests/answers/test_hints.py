"""Students who make a mistake in another way than the answers in answers/ get its hint; others get none."""

import pytest

from autograder.answers.judge import preload
from autograder.answers.questions import Question
from autograder.course.config import load_config
from autograder.misconceptions.learn import learn_question
from tests.answers.test_answers import QUESTIONS
from tests.conftest import COURSE

pytestmark = pytest.mark.slow

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


@pytest.fixture(scope="module", autouse=True)
def preloaded() -> None:
    preload(load_config(COURSE).SandboxProvisioner.preload)


@pytest.mark.parametrize("question", [question for question in QUESTIONS if str(question) in OTHERS], ids=str)
def test_the_right_hint_or_none(question: Question) -> None:
    known, others, head = learn_question(question), OTHERS[str(question)], HEADS[str(question)]
    assert known.not_told_apart == []
    with question.judging() as judge:
        found = {answer: known.recognise(judge.probe(head + answer)) for answer in others}
    hints = {answer: hint and hint[1] for answer, hint in found.items()}
    assert hints == {answer: known.hints.get(f"wrong-{wrong}") for answer, wrong in others.items()}
