"""What a new unit starts with: a notebook with one question of each kind, answers to it, and a page for the site."""

from typing import Any

from nbformat.v4 import new_output

from autograder.notebook.new_cells import code, notebook_of, text

_OBJECTIVE = "XX-Mean"
_TAGS = (f"objective:{_OBJECTIVE}",)

_TITLE = """\
# A first notebook

Say here what the notebook is about, and why it is worth a student's time.

**Time:** about 10 minutes.

**How it works:** fill in each `...`, run the cell, and compare your output with the one below the cell, which comes \
from a right answer. Each blank has a test cell. If it shows no message, it passed. Grading runs the same tests and a \
few more."""

_OBJECTIVES = f"""\
## Course objectives addressed

- **{_OBJECTIVE}**: "I can compute a mean and say what it tells.\""""

_GIVEN = "temperatures = [19.5, 21.0, 23.5, 22.0]  # in degrees Celsius, one for each day"

_QUESTION = """\
## The mean

**Write a function** that returns the mean of some numbers: their sum, divided by how many there are."""

_SOLUTION = """\
def mean(numbers):
    # BLANK: return ...
    return sum(numbers) / len(numbers)


print(mean(temperatures))"""

_TEST = """\
# Test: the differences from the mean balance each other
middle = mean(temperatures)
assert isinstance(middle, (int, float)), f"mean should return a number; yours returns {middle!r}."
assert abs(sum(temperature - middle for temperature in temperatures)) < 1e-9, (
    "The differences from the mean should add up to 0. Divide the sum by how many numbers it has."
)
### BEGIN HIDDEN TESTS
assert abs(mean([1, 2, 6]) - 3) < 1e-9, "mean should use the numbers in its argument."
assert abs(mean([4.5]) - 4.5) < 1e-9, "The mean of one number is that number."
### END HIDDEN TESTS"""

_WRITTEN_QUESTION = """\
**In your own words:** can the mean of some numbers be larger than each of them? Say why, in a sentence or two.

=== BEGIN MARK SCHEME ===

**2 points**

- 1 for saying that it can't.
- 1 for a reason, such as: all differences from it would be negative, and couldn't add up to 0.

=== END MARK SCHEME ==="""

_WRITTEN_ANSWER = """\
No. If the mean were larger than every number, all differences would have the same sign: nothing would balance."""

# By the path below the notebook's folder in answers/.
ANSWERS = {
    "mean/right-loop.py": """\
# Added up in a loop.
def mean(numbers):
    total = 0
    for number in numbers:
        total += number
    return total / len(numbers)
""",
    "mean/right-shares.py": """\
# Each number's share, added up.
def mean(numbers):
    return sum(number / len(numbers) for number in numbers)
""",
    "mean/wrong-left-blank.py": """\
# Left as released.
# fails: mean-test
# hint: The blank is still empty. What do you do with the numbers, and how many are there?
def mean(numbers):
    return ...
""",
    "mean/wrong-global.py": """\
# Uses the temperatures, whatever its argument.
# fails: mean-test
# hint: You return the mean of the temperatures, whatever the function is given. What is its argument called?
def mean(numbers):
    return sum(temperatures) / len(temperatures)
""",
    "mean/wrong-middle.py": """\
# Returns the median.
# fails: mean-test
# hint: You return the number in the middle, which is the median. How does a mean count all of them?
def mean(numbers):
    return sorted(numbers)[len(numbers) // 2]
""",
    "mean/wrong-printed.py": """\
# Prints the mean and returns nothing.
# fails: mean-test
# hint: Your function returns nothing. A value that is only printed is lost: what hands it back to the caller?
def mean(numbers):
    print(sum(numbers) / len(numbers))
""",
}

_PAGE = """\
# {title}

Say here what the unit is about.

## What you will be able to do

```{{unit-objectives}} {unit}
```

## The notebooks

```{{notebooks}} {unit}
```

```{{toctree}}
:hidden:
:glob:

{prefix}*
```
"""


def first_notebook() -> Any:
    """Make the notebook, as if it had been run from top to bottom."""
    cells = {
        "title": text(_TITLE),
        "objectives": text(_OBJECTIVES),
        "given": code(_GIVEN, "given", locked=True),
        "mean-text": text(_QUESTION),
        "mean": code(_SOLUTION, "mean", solution=True),
        "mean-test": code(_TEST, "mean-test", tags=_TAGS, grade=True, locked=True, points=1),
        "meaning-question": text(_WRITTEN_QUESTION, "meaning-question", locked=True),
        "meaning": text(_WRITTEN_ANSWER, "meaning", tags=_TAGS, grade=True, solution=True, points=2),
    }
    for name, cell in cells.items():
        cell.id = name
    for number, name in enumerate(["given", "mean", "mean-test"], start=1):
        cells[name].execution_count = number
    cells["mean"].outputs = [new_output("stream", name="stdout", text="21.5\n")]
    return notebook_of(*cells.values())


def unit_page(unit: str, title: str, prefix: str) -> str:
    """Write the unit's page, which shows the notebooks whose names begin with the prefix."""
    return _PAGE.format(unit=unit, title=title, prefix=prefix)
