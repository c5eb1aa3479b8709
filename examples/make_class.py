"""A small class that handed in Unit 4, for `make demo` and the tests.

Each submission is the student notebooks in release/ with answers filled in: the instructor's own, and mistakes from
answers/. Two members of the class try to get points that they haven't earned, with what is in examples/hostile/. The
students are made up and have ids, not names.
"""

import shutil
import uuid
from pathlib import Path
from typing import Any

import nbformat

from autograder.answers.answer import fill, read_answers, solutions_of

COURSE = Path(__file__).parents[1]
ASSIGNMENT = "unit04"
BY_HAND, SOFTMAX, LOGREG, AUTOGRAD = NOTEBOOKS = (
    "u04n1-by-hand",
    "u04n2-softmax",
    "u04n3-logreg-pytorch",
    "u04n4-autograd",
)

LAST_HALF_OF_LOGREG = [
    *["cross-entropy", "torch-linear", "torch-sums", "logistic-torch", "centre", "framing-flats", "framing-buses"],
    *["analysis-compare", "analysis-weights", "analysis-better", "analysis-interview"],
]
UNTOUCHED = None
# Who answers one question with a file of examples/hostile/, and leaves all others blank.
HOSTILE = {
    "s1009-patches-comparisons": (LOGREG, "linear-numpy-init", "patch-comparisons"),
    "s1010-opens-gradebook": (LOGREG, "linear-numpy-init", "open-gradebook"),
}
# Which notebooks each student handed in, and what was answered otherwise than the instructor would: the name of a file
# in answers/, or None for a question left blank. Not all handed in all: that happens, and keeps the demo short.
CLASS: dict[str, dict[str, dict[str, str | None] | None]] = {
    "s1001-perfect": {BY_HAND: {}, SOFTMAX: {}, LOGREG: {}, AUTOGRAD: {}},
    "s1002-half-done": {
        BY_HAND: {"shape-b": "wrong-number", "loss": "wrong-base-ten"},
        LOGREG: dict.fromkeys(LAST_HALF_OF_LOGREG),
    },
    "s1003-untouched": {LOGREG: UNTOUCHED},
    "s1004-softmax-of-batch": {
        SOFTMAX: {"softmax": "wrong-by-max"},
        LOGREG: {"softmax": "wrong-sum-of-batch"},
    },
    "s1005-overflow": {
        SOFTMAX: {"softmax-stable": "wrong-copied", "predictions": "wrong-flatter"},
        LOGREG: {"softmax": "wrong-overflow", "cross-entropy": "wrong-sum"},
    },
    "s1006-softmax-twice": {
        LOGREG: {"logistic-torch": "wrong-softmax-first", "torch-sums": "wrong-houses"},
    },
    "s1007-shapes": {
        LOGREG: {
            "linear-numpy-init": "wrong-samples",
            "linear-torch": "wrong-classes-out",
            "torch-linear": "wrong-swapped",
        },
        AUTOGRAD: {"multiply": "wrong-swapped", "backward": "wrong-replaced"},
    },
    "s1008-from-colab": {
        BY_HAND: {"probs": "right-two-digits", "loss": "right-from-rounded"},
        LOGREG: {"linear-numpy-init": "right-number", "logistic-torch": "right-adam"},
    },
}


def make_class() -> dict[tuple[str, str], Any]:
    """Return each notebook that was handed in, by the student's id and its name."""
    submissions = {}
    for name in NOTEBOOKS:
        release_nb = nbformat.read(COURSE / "release" / ASSIGNMENT / f"{name}.ipynb", as_version=4)
        for cell in release_nb.cells:
            if cell.cell_type == "code":
                cell.outputs = []  # to keep the files small; grading runs every cell again
        solutions = solutions_of(nbformat.read(COURSE / "source" / ASSIGNMENT / f"{name}.ipynb", as_version=4))
        # Without the answer's own first lines, which say what is wrong with it.
        files = {
            (a.question, a.name): as_handed_in(a.source) for a in read_answers(COURSE / "answers" / ASSIGNMENT / name)
        }
        for student, handed_in in CLASS.items():
            if name not in handed_in:
                continue
            otherwise = handed_in[name]
            answers = {}
            if otherwise is not UNTOUCHED:
                answers = {q: answer for q, answer in solutions.items() if q not in otherwise}
                answers |= {q: files[q, choice] for q, choice in otherwise.items() if choice is not None}
            submission = fill(release_nb, answers)
            submissions[student, name] = as_colab_saves(submission) if student == "s1008-from-colab" else submission
        for student, (tried_in, question, attempt) in HOSTILE.items():
            if tried_in == name:
                answer = (COURSE / "examples" / "hostile" / f"{attempt}.py").read_text()
                submissions[student, name] = fill(release_nb, {question: answer})
    return submissions


def as_handed_in(answer: str) -> str:
    """Return an answer without the lines that describe it."""
    return "\n".join(line for line in answer.splitlines()[1:] if not line.startswith(("# fails:", "# hint:")))


def as_colab_saves(nb: Any) -> Any:
    """Return a notebook as Google Colab writes it: format 4.0, cell ids and details of outputs in the metadata."""
    nb = nbformat.from_dict(nb)
    nb.nbformat_minor = 0
    nb.metadata = nbformat.from_dict(
        {
            "colab": {"provenance": [], "toc_visible": True},
            "kernelspec": {"name": "python3", "display_name": "Python 3"},
            "language_info": {"name": "python"},
        }
    )
    for number, cell in enumerate(nb.cells, start=1):
        cell.metadata["id"] = cell.pop("id")
        if cell.cell_type == "code":
            cell.execution_count = number
            cell.metadata["outputId"] = str(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))
            cell.metadata["colab"] = {"base_uri": "https://localhost:8080/", "height": 35}
            cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="(printed in Colab)\n")]
    return nb


def write_class(folder: Path) -> None:
    """Write every submission into the folder, as nbgrader expects them: student/assignment/notebook."""
    shutil.rmtree(folder, ignore_errors=True)
    for (student, name), nb in make_class().items():
        path = folder / student / ASSIGNMENT / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, path)
