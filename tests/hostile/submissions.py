"""What a class of cheats, spies, vandals and honest oddities hands in, and the notebook that it was given.

Each file in the folders here is one submission. Its docstring says what it tries; the rest is the student's cells:

- `# %% double` begins the answer to a question;
- `# %% before double` and `# %% after double` begin a cell of the student's own, before a question's answer or after
  its test;
- `# %% tamper` begins Python that is run when the submission is written, with `nb`, the notebook, and `folder`, where it
  will be saved;
- what else has to be known stands at the end of the docstring. `Deserves: double, total` names the questions that the
  submission may get points for; those that it has no cell for are answered right, all others are left blank. `Told: …`
  is what an output of the graded notebook has to say. `Saved: no` is for a submission that `tamper` saves itself, and
  `Graded: no` for one that can't be graded.

In the text, `COURSE_FOLDER`, `HOME_FOLDER` and `LISTENING_PORT` stand for those of the test. A submission that sees its
aim reached prints "BREACH", which it never writes in one piece, since tracebacks quote it. No other text here has the
word "CANARY": that is in hidden tests and in the grader's secrets alone.
"""

import ast
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell

from autograder.answers.answer import fill
from tests.conftest import code, graded, notebook, solution

HERE = Path(__file__).parent
QUESTIONS = ["answer", "double", "halve", "total", "line", "pairs"]
FILES = sorted(HERE.glob("*/*.py"))


def source_notebook() -> Any:
    """Make the instructor's notebook: six questions, each with a visible and a hidden test."""
    return notebook(
        code("import numpy as np", "imports", locked=True),
        solution("# BLANK: answer = ...\nanswer = 271.828", "answer"),
        graded(
            "# Test: a number\n"
            "assert float(answer) > 0, 'The answer is more than 0.'\n"
            "### BEGIN HIDDEN TESTS\n"
            "# CANARY-COMMENT\n"
            "CANARY_CONSTANT = 271.828\n"
            "assert CANARY_CONSTANT > 0, 'CANARY-PASSING'\n"
            "assert np.isclose(float(answer), CANARY_CONSTANT), 'That is not the answer.'\n"
            "### END HIDDEN TESTS",
            "answer-test",
        ),
        solution("def double(x):\n    # BLANK: return ...\n    return 2 * x", "double"),
        graded(
            "# Test: two numbers\n"
            "import numpy as np\n"
            "doubled = double(np.array([1.0, 2.0]))\n"
            "assert np.allclose(doubled, [2.0, 4.0]), f'double([1, 2]) should be [2, 4], not {doubled}.'\n"
            "### BEGIN HIDDEN TESTS\n"
            "# CANARY-COMMENT\n"
            "CANARY_INPUT = np.array([314159.26535, -2.5])\n"
            "CANARY_EXPECTED = np.array([628318.5307, -5.0])\n"
            "CANARY_RESULT = double(CANARY_INPUT)\n"
            "assert np.shape(CANARY_RESULT)[-1] == 2, f'double should give 2, not {np.shape(CANARY_RESULT)}.'\n"
            "assert CANARY_EXPECTED[1] < 0, 'CANARY-PASSING'\n"
            "assert np.allclose(CANARY_RESULT, CANARY_EXPECTED), f'wrong for {len(CANARY_INPUT)} numbers.'\n"
            "### END HIDDEN TESTS",
            "double-test",
        ),
        code("numbers = [3, 4, 5]\ndef shift(number):\n    return number + 1", "given", locked=True),
        solution("def halve(x):\n    # BLANK: return ...\n    return x / 2", "halve"),
        graded(
            "# Test: several numbers\n"
            "for got, wanted in zip(map(halve, numbers), [1.5, 2.0, 2.5]):\n"
            "    assert got == wanted, 'Half of 3, 4 and 5 is 1.5, 2 and 2.5.'\n"
            "### BEGIN HIDDEN TESTS\n"
            "for CANARY_GOT, CANARY_WANTED in zip(map(halve, [161803.5, -8.0]), [80901.75, -4.0]):\n"
            "    assert CANARY_GOT == CANARY_WANTED, f'halve is wrong for some numbers: {CANARY_GOT}.'\n"
            "### END HIDDEN TESTS",
            "halve-test",
        ),
        solution("def total(numbers, weigh):\n    # BLANK: return ...\n    return sum(map(weigh, numbers))", "total"),
        graded(
            "# Test: with a function\n"
            "added = total([1, -2], abs)\n"
            "assert added == 3, f'The absolute values of 1 and -2 add up to 3, not {added}.'\n"
            "### BEGIN HIDDEN TESTS\n"
            "def CANARY_WEIGH(number):\n"
            "    return 10 * number\n"
            "CANARY_TOTAL = total([141421, 1], CANARY_WEIGH)\n"
            "assert CANARY_TOTAL == 1414220, f'total is wrong for some functions: {CANARY_TOTAL}.'\n"
            "### END HIDDEN TESTS",
            "total-test",
        ),
        solution(
            "class Line:\n"
            "    def __init__(self, slope, intercept):\n"
            "        self.slope, self.intercept = slope, intercept\n"
            "    def at(self, x):\n"
            "        # BLANK: return ...\n"
            "        return self.slope * x + self.intercept",
            "line",
        ),
        graded(
            "# Test: a line\n"
            "line = Line(2.0, 1.0)\n"
            "assert line.slope == 2.0, 'The slope is kept.'\n"
            "assert line.at(3.0) == 7.0, f'For x = 3, 2 * x + 1 is 7, not {line.at(3.0)}.'\n"
            "### BEGIN HIDDEN TESTS\n"
            "CANARY_LINE = Line(-0.5, 577215.5)\n"
            "assert CANARY_LINE.at(1.0) == 577215.0, f'at is wrong for some lines: {CANARY_LINE.at(1.0)}.'\n"
            "### END HIDDEN TESTS",
            "line-test",
        ),
        solution("def pairs(items):\n    # BLANK: return ...\n    return zip(items, items[1:])", "pairs"),
        graded(
            "# Test: pairs\n"
            "found = list(pairs([1, 2, 3]))\n"
            "assert found == [(1, 2), (2, 3)], f'The pairs of 1, 2, 3 are (1, 2) and (2, 3), not {found}.'\n"
            "### BEGIN HIDDEN TESTS\n"
            "assert list(pairs('abc')) == [('a', 'b'), ('b', 'c')], 'pairs is wrong for some sequences.'\n"
            "### END HIDDEN TESTS",
            "pairs-test",
        ),
    )


@dataclass
class Submission:
    """What a file here says."""

    path: Path
    cells: list[tuple[str, str]]  # what each is, and its text
    notes: dict[str, str]

    @property
    def student(self) -> str:
        """The student who hands it in: the folder's name and the file's."""
        return f"{self.path.parent.name}-{self.path.stem}".replace("_", "-")

    @property
    def deserves(self) -> list[str]:
        """The questions that it may get points for."""
        return [name for name in QUESTIONS if name in self.notes.get("Deserves", "")]


def read(path: Path, facts: dict[str, str]) -> Submission:
    """Read a file of this folder."""
    content = path.read_text()
    docstring = ast.get_docstring(ast.parse("\n".join(content.split("\n# %%")[:1]))) or ""
    for word, fact in facts.items():
        content = content.replace(word, fact)
    _, *parts = re.split(r"^# %% (.*)\n", content, flags=re.MULTILINE)
    cells = [(what, source.strip("\n")) for what, source in zip(parts[::2], parts[1::2], strict=True)]
    return Submission(path, cells, dict(re.findall(r"^(\w+): (.+)$", docstring, flags=re.MULTILINE)))


def hand_in(submission: Submission, released: Any, solutions: dict[str, str], folder: Path) -> None:
    """Write a submission as the student's folder."""
    answers = {name: solutions[name] for name in submission.deserves}
    answers |= {what: source for what, source in submission.cells if what in QUESTIONS}
    nb = fill(released, answers)
    for what, source in submission.cells:
        place, _, question = what.partition(" ")
        if question:
            ids = [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in nb.cells]
            index = ids.index(question)
            nb.cells.insert(index if place == "before" else index + 2, new_code_cell(source))
    folder.mkdir(parents=True)
    for what, source in submission.cells:
        if what == "tamper":
            exec(compile(source, str(submission.path), "exec"), {"nb": nb, "folder": folder})
    if submission.notes.get("Saved") != "no":  # as it is: nbformat.write would fix it
        (folder / "lab.ipynb").write_text(json.dumps(nb))
