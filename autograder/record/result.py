"""The result of grading a hand-in."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Result:
    """A graded hand-in. `notebook` is None, and there are no scores, where it could not be graded."""

    student: str
    assignment: str
    notebook_name: str
    outcome: str
    reason: str = ""
    notebook: bytes | None = None
    files: dict[str, bytes] = field(default_factory=dict)  # what lies beside it, by path from it
    scores: dict[str, float | None] = field(default_factory=dict)  # by grade_id; None: a person's to give
    answers: dict[str, str] = field(default_factory=dict)  # by grade_id: what a person grades
    unanswered: frozenset[str] = frozenset()  # the grade_ids of solution cells that are as released
    repairs: tuple[str, ...] = ()
    misconceptions: dict[str, str] = field(default_factory=dict)  # by question: the wrong answer that it resembles
    isolation: str = ""
    seconds: float = 0.0
    hand_in: str = ""  # fingerprints
    pack: str = ""
