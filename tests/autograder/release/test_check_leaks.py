"""A release that would show a secret is not made, whatever step let it through."""

import pytest
from nbformat.v4 import new_markdown_cell, new_output

from tests.conftest import code, graded, notebook, solution

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("output", "secret"),
    [
        (new_output("stream", name="stdout", text="call f(np.exp(logits)) to see\n"), "np.exp(logits)"),
        (new_output("execute_result", {"text/plain": "'assert probs == 42'"}), "assert probs == 42"),
    ],
)
def test_a_stored_output_that_shows_a_secret_stops_the_release(small_course, run, output, secret) -> None:  # type: ignore[no-untyped-def]
    talkative = code("show()")
    talkative.outputs = [output]
    answer = solution("# BLANK: probs = ...\nprobs = np.exp(logits)")
    test = graded("assert probs\n### BEGIN HIDDEN TESTS\nassert probs == 42\n### END HIDDEN TESTS")
    folder = small_course(notebook(answer, test, talkative))
    done = run("nbgrader", "generate_assignment", "unit01", cwd=folder, check=False)
    assert done.returncode == 1
    assert f"of the student version: it shows “{secret}”" in done.stdout
    assert "tag the cell hide-output" in done.stdout
    assert not list(folder.glob("release/**/*.ipynb"))


def test_a_solution_that_a_text_gives_away_stops_the_release(small_course, run) -> None:  # type: ignore[no-untyped-def]
    answer = solution("# BLANK: probs = ...\nprobs = np.exp(logits)\n# BLANK: total = ...\ntotal = probs.sum(axis=0)")
    hint = new_markdown_cell("First `np.exp(logits)`, then `probs.sum(axis=0)`.")
    folder = small_course(notebook(answer, graded("assert probs"), hint, code("print(probs.sum(axis=0))")))
    done = run("nbgrader", "generate_assignment", "unit01", cwd=folder, check=False)
    assert done.returncode == 1
    assert "of the student version: it shows “np.exp(logits)”" in done.stdout
    assert "also show it in a given code cell" in done.stdout
    assert "probs.sum" not in done.stdout  # is shown in one


def test_a_step_left_out_of_the_pipeline_stops_the_release(small_course, run) -> None:  # type: ignore[no-untyped-def]
    folder = small_course(
        notebook(graded("assert 1\n### BEGIN HIDDEN TESTS\nassert probs == 42\n### END HIDDEN TESTS"))
    )
    config = folder / "nbgrader_config.py"
    config.write_text(config.read_text().replace("    ClearHiddenTests,\n    ClearMarkScheme", "    ClearMarkScheme"))
    done = run("nbgrader", "generate_assignment", "unit01", cwd=folder, check=False)
    assert done.returncode == 1
    assert "it shows “assert probs == 42”" in done.stdout
