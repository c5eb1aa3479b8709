import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.notebook import markers

FITTING = [
    ("normal(size=...)", "normal(size=n_features)", ["n_features"]),
    ("normal(size=...)", "normal(size=(2, 3))", ["(2, 3)"]),
    ("Linear(in_features=..., out_features=..., bias=True)", "Linear(in_features=2, out_features=f(1, 2), bias=True)",
     ["2", "f(1, 2)"]),
    ("mse(...)", "mse(y_true, y_pred)", ["y_true, y_pred"]),
    ("exp_logits = ...", "exp_logits = np.exp(logits - max_logit)", ["np.exp(logits - max_logit)"]),
    ("return ...", "return loss.mean()", ["loss.mean()"]),
    ("x[..., 0] = ...", "x[..., 0] = 5", ["...", "5"]),
    ("f(...) + ...", "f(a) + g(b) + c", ["a", "g(b) + c"]),
    ("print(..., ')')", "print('(', ')')", ["'('"]),
]  # fmt: skip

NOT_FITTING = [
    ("weights = normal(size=...)", "bias = normal(size=2)"),
    ("normal(size=...)", "normal(size=)"),
    ("normal(size=...)", "normal(size=2"),
    ("normal(size=...", "normal(size=2)"),
    ("f(...)", "f(a) + g(b)"),
    ("f(...) + 1", "f(a) + 2"),
    ("return ...", "return"),
    ("s = '...'", "s = 'it''s"),
]


@pytest.mark.parametrize(("text", "solution", "fragments"), FITTING)
def test_blank_fits(text: str, solution: str, fragments: list[str]) -> None:
    assert markers.fill_blank(text, solution) == fragments


@pytest.mark.parametrize(("text", "solution"), NOT_FITTING)
def test_blank_does_not_fit(text: str, solution: str) -> None:
    assert markers.fill_blank(text, solution) is None


@given(st.lists(st.sampled_from(["f(", ")", "a", ", ", "x=", " + ", "[0]"]), max_size=6), st.data())
def test_fragments_put_into_the_blank_give_the_solution(pieces: list[str], data: st.DataObject) -> None:
    solution = "".join(pieces)
    blanked = [piece if data.draw(st.booleans()) else "..." for piece in pieces]
    fragments = markers.fill_blank("".join(blanked), solution)
    if fragments is not None:
        filled = "".join(blanked)
        for fragment in fragments:
            filled = filled.replace("...", fragment.replace("...", "…"), 1)
        assert filled.replace(" ", "") == solution.replace(" ", "")


def test_blank_lines_replace_the_line_after() -> None:
    source = "a = 1\n    # BLANK: b = ...\n    b = 2\nc = 3"
    assert markers.blank_lines(source) == "a = 1\n    b = ...\nc = 3"
    assert markers.without_marks(source) == "a = 1\n    b = 2\nc = 3"


def test_regions_are_removed_with_their_marks() -> None:
    source = "a\n### BEGIN HIDDEN TESTS\nb\n### END HIDDEN TESTS\nc\n### BEGIN SOLUTION\nd\n### END SOLUTION"
    assert markers.remove_regions(source, markers.HIDDEN_TESTS) == "a\nc\nd"
    assert markers.without_marks(source) == "a\nb\nc\nd"


@pytest.mark.parametrize(
    "line", ["### BEGIN SOLUTION", "  # END SOLUTION", "=== BEGIN MARK SCHEME ===", "### END HIDDEN TESTS"]
)
def test_reads_marks(line: str) -> None:
    assert markers.parse_mark(line) is not None


@pytest.mark.parametrize(
    "line",
    [
        *["### BEGIN SOLUTON", "### begin solution", "### BEGIN HIDDEN TEST", "### BEGIN SOLUTIONS", "### END"],
        *["### BEGIN HIDDEN_TESTS", "BEGIN SOLUTION", "x = 1 ### BEGIN SOLUTION", "# Begin hidden tests"],
        *["### BEIGN HIDEN TESTS", "### EDN HIDEN TESTS", "# HIDDEN TESTS", "# BEGIN HIDEN TESTS", "# BEGIN HIDDEN"],
        *["# BEGIN TESTS", "# START HIDDEN TESTS", "#BEGIN HIDDEN_TESTS", "-- begin hidden tests", "// BEGIN HIDEN TESTS"],
        *["<!-- begin hidden tests -->", "# BEGIN SOULTION", "# BEIGN SOLUTION", "--- BEGIN MARKSCHEME ---", "# SOLUTION"],
        *["### BEGINN SOLUTION", "###BEGIN HIDDEN  TESTS", "=== BEGIN MARKING SCHEME ==="],
    ],
)  # fmt: skip
def test_sees_what_was_meant_for_a_mark(line: str) -> None:
    assert markers.parse_mark(line) is None
    assert markers.looks_like_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        *["# the solution of the equation", "### How to begin", "x = begin(solution)", "# in the end, it works", "====="],
        *["## Part 2", "## END of Part 1", "## BEGIN HERE", "## HIDDEN LAYER", "### SOLUTION of the linear system"],
        *["## BEGIN training loop", "### The END of the loop", "# Blanks: none here", "# Test: the end of the loop"],
        *["# Test: two numbers in, one number out", "# The hidden layer", "# solution", "# ____", "print(...)  # see above", "# e.g. x = ..."],
    ],
)  # fmt: skip
def test_leaves_prose_alone(line: str) -> None:
    assert not markers.looks_like_mark(line)
    assert not markers.looks_like_blank(line)


@pytest.mark.parametrize(
    "line",
    [
        *["# BLANK x = ...", "# Blank: x = ...", "# BLANKS: x = ...", "## BLANK: x", "# BLANK:", "# Blank a = ..."],
        *["# BLNK: a = ...", "return a  # BLANK: return ...", "# BALNK: a = …"],
    ],
)  # fmt: skip
def test_sees_what_was_meant_for_a_blank(line: str) -> None:
    assert markers.parse_blank(line) is None
    assert markers.looks_like_blank(line)


@pytest.mark.parametrize("line", ["# BLANK: x = ...", "#BLANK:x = ...", "# BLANK:\tx = ...", "    # BLANK:  x = ..."])
def test_reads_blanks_however_they_are_spaced(line: str) -> None:
    blank = markers.parse_blank(line)
    assert blank is not None and blank.text == "x = ..."
