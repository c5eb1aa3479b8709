"""Make examples/submitted/: a small class that handed in u04n3, for `make demo` and the tests. Run: `make examples`.

Each submission is the student notebook in release/ with answers filled in: the instructor's own, and mistakes from
answers/. The students are made up and have ids, not names.
"""

import uuid
from pathlib import Path
from typing import Any

import nbformat

from autograder.answers import fill, read_answers, solutions_of

COURSE = Path(__file__).parents[1]
ASSIGNMENT, NOTEBOOK = "unit04", "u04n3-logreg-pytorch"

# What each student did: "right" for the instructor's answer, else the name of a file in answers/. A question that is
# left out is left blank.
WRITTEN = ["analysis-compare", "analysis-weights", "analysis-better", "analysis-interview"]
ALL = [
    *["linear-numpy-init", "linear-numpy-loss", "linear-torch", "softmax", "cross-entropy"],
    *["torch-linear", "torch-sums", "logistic-torch", *WRITTEN],
]
ALL_RIGHT = dict.fromkeys(ALL, "right")
CLASS: dict[str, dict[str, str]] = {
    "s1001-perfect": ALL_RIGHT,
    "s1002-half-done": dict.fromkeys(ALL[:4], "right"),
    "s1003-untouched": {},
    "s1004-softmax-of-batch": ALL_RIGHT | {"softmax": "wrong-sum-of-batch"},
    "s1005-overflow": ALL_RIGHT | {"softmax": "wrong-overflow", "cross-entropy": "wrong-sum"},
    "s1006-softmax-twice": ALL_RIGHT | {"logistic-torch": "wrong-softmax-first", "torch-sums": "wrong-houses"},
    "s1007-shapes": dict.fromkeys(ALL, "right")
    | {"linear-numpy-init": "wrong-samples", "linear-torch": "wrong-classes-out", "torch-linear": "wrong-swapped"},
    "s1008-from-colab": ALL_RIGHT | {"linear-numpy-init": "right-number", "logistic-torch": "right-adam"},
}


def make_class() -> dict[str, Any]:
    """Return each student's notebook, by the student's id."""
    release_nb = nbformat.read(COURSE / "release" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    source_nb = nbformat.read(COURSE / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb", as_version=4)
    solutions = solutions_of(source_nb)
    # Without the answer's own first lines, which say what is wrong with it.
    files = {
        (a.question, a.name): as_handed_in(a.source) for a in read_answers(COURSE / "answers" / ASSIGNMENT / NOTEBOOK)
    }

    submissions = {}
    for student, choices in CLASS.items():
        chosen = {q: solutions[q] if name == "right" else files[q, name] for q, name in choices.items()}
        submission = fill(release_nb, chosen)
        for cell in submission.cells:
            if cell.cell_type == "code":
                cell.outputs = []  # to keep the files small; grading runs every cell anew
        submissions[student] = submission
    submissions["s1008-from-colab"] = as_colab_saves(submissions["s1008-from-colab"])
    return submissions


def as_handed_in(answer: str) -> str:
    """Return an answer without the lines that describe it."""
    return "\n".join(line for line in answer.splitlines()[1:] if not line.startswith("# fails:"))


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
    for student, nb in make_class().items():
        path = folder / student / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, path)


if __name__ == "__main__":
    write_class(COURSE / "examples" / "submitted")
    print(f"Wrote {len(CLASS)} submissions to examples/submitted/")
