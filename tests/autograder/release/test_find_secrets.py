from nbformat.v4 import new_markdown_cell

from autograder.release.find_secrets import secrets_of
from tests.conftest import code, graded, notebook, solution

SOURCE = notebook(
    code("model = build()\noptimizer.step()"),
    solution("first = 1\n# BLANK: second = f(...)\nsecond = f(np.exp(first))\n### BEGIN SOLUTION\noptimizer.step()\nloss.backward()\n### END SOLUTION"),
    graded("assert first\n### BEGIN HIDDEN TESTS\nassert second == 42\n### END HIDDEN TESTS"),
    code("Because it is so.", "why", grade=True, solution=True, points=1),
    new_markdown_cell("Question\n=== BEGIN MARK SCHEME ===\nOne point for the reason.\n=== END MARK SCHEME ==="),
)  # fmt: skip


def test_finds_solutions_hidden_tests_and_mark_schemes() -> None:
    assert set(secrets_of(SOURCE).texts.values()) == {
        *["second = f(np.exp(first))", "np.exp(first)", "loss.backward()"],
        *["assert second == 42", "Because it is so.", "One point for the reason."],
    }


def test_a_line_that_given_code_shows_is_no_secret() -> None:
    assert "optimizer.step()" not in secrets_of(SOURCE).texts.values()


def test_a_text_gives_words_but_no_lines() -> None:
    hint = new_markdown_cell('Is it "sharper"? Then `loss.backward()`, and `optimizer.step()`.')
    words = solution("### BEGIN SOLUTION\nanswer = f(\n    'sharper')\n### END SOLUTION")
    assert "loss.backward()" in secrets_of(notebook(*SOURCE.cells, hint)).texts.values()
    assert list(secrets_of(notebook(words, new_markdown_cell("`answer = f(`, 'sharper')"))).texts.values()) == []


def test_is_found_whatever_stands_around_it() -> None:
    secrets = secrets_of(SOURCE)
    assert list(secrets.found_in("    loss.backward()   ")) == ["loss.backward()"]
    assert list(secrets.found_in("try `f( np.exp(first) )` there")) == ["np.exp(first)"]
    assert list(secrets.found_in("assert  second\t== 42")) == ["assert second == 42"]
    assert list(secrets.found_in("second = f(...)\nfirst = 1")) == []
