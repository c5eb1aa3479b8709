"""How each question did: how many got it right, whether it tells students apart, where they first fail, and on what."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import StatisticsError, correlation, median

from autograder.report.graded import Graded
from autograder.report.scores import NotebookScores

_ENOUGH = 3  # students, for a correlation


@dataclass(frozen=True)
class Question:
    """A question's figures, over the students whose answer is graded."""

    name: str  # the grade_id
    title: str  # what its test says that it tests; empty for answers in words
    max_points: float
    graded: int  # students
    right: int  # students with full points
    waiting: int  # students whose answer waits for a person
    discrimination: float | None  # point-biserial: of "right" with the points for the notebook's other questions
    seconds: float | None  # the median of what its answer ran
    first_failures: int  # students for whom it is the first failed test of the notebook
    said: list[tuple[str, int]]  # what its test said, with how often, the most frequent first
    misconceptions: list[tuple[str, int]]  # that were recognised, likewise

    @property
    def share(self) -> float | None:
        """The share of students who got it right."""
        return self.right / self.graded if self.graded else None


def question_statistics(
    scores: NotebookScores, graded: Collection[Graded], titles: Mapping[tuple[str, str], str]
) -> list[Question]:
    """Return the figures of a notebook's questions, in their order."""
    rows = [row for row in scores.rows if row.is_graded]
    of_notebook = [each for each in graded if each.notebook == scores.name]
    names = [name for name, _ in scores.questions]
    first = Counter(next((name for name in names if name in each.said), "") for each in of_notebook)
    found = []
    for index, (name, max_points) in enumerate(scores.questions):
        mine = [(row, row.scores[index]) for row in rows if not row.scores[index].needs_person]
        right = [score.points >= max_points for _, score in mine]
        rest = [sum(each.points for each in row.scores) - score.points for row, score in mine]
        seconds = [each.seconds[name] for each in of_notebook if each.seconds.get(name)]
        said = Counter(each.said[name] for each in of_notebook if name in each.said)
        recognized = Counter(each.misconceptions[name] for each in of_notebook if name in each.misconceptions)
        found.append(
            Question(
                *(name, titles.get((scores.name, name), ""), max_points),
                *(len(mine), sum(right), len(rows) - len(mine)),
                discrimination=point_biserial(right, rest),
                seconds=median(seconds) if seconds else None,
                first_failures=first[name],
                said=said.most_common(3),
                misconceptions=recognized.most_common(),
            )
        )
    return found


def point_biserial(right: Collection[bool], rest: Collection[float]) -> float | None:
    """Return how strongly getting a question right goes with the points for the rest, from -1 to 1.

    None if there are too few students, or all are alike.
    """
    if len(right) < _ENOUGH:
        return None
    try:
        return correlation([float(each) for each in right], [*rest])
    except StatisticsError:  # all are alike
        return None
