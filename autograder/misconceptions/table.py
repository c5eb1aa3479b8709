"""What tells the known wrong answers to a notebook's questions apart: a private file, which git keeps.

`learn.py` makes it from the answers in answers/. Grading compares a student's answer that has failed with it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

FOLDER = "misconceptions"

# By the grade_id of each of a question's tests: what an answer does in each variant of it (see `examiner.probe`).
Behaviour = Mapping[str, list[str]]


@dataclass(frozen=True)
class KnownAnswers:
    """What the answers to one question do."""

    right: Behaviour  # of the instructor's own
    wrong: dict[str, Behaviour]  # by the answer's name
    hints: dict[str, str]  # of the wrong answers that have one

    def recognise(self, behaviour: Behaviour) -> tuple[str, str] | None:
        """Return the name and the hint of the wrong answer that does the same throughout; None if no or several do."""
        tells = any(not each.startswith("!") for found in behaviour.values() for each in found)
        if behaviour == self.right or not tells:
            return None
        same = sorted(name for name, known in self.wrong.items() if known == behaviour)
        hints = {self.hints.get(name, "") for name in same}
        return (same[0], hints.pop()) if len(hints) == 1 and "" not in hints else None

    @property
    def not_told_apart(self) -> list[list[str]]:
        """The groups of wrong answers that do the same and have different hints, or do the same as the right one."""
        groups: dict[str, list[str]] = {}
        for name, behaviour in self.wrong.items():
            groups.setdefault(json.dumps(behaviour), []).append(name)
        return [
            group
            for known, group in groups.items()
            if json.loads(known) == self.right or len({self.hints.get(name) for name in group}) > 1
        ]


@dataclass(frozen=True)
class Table:
    """The known answers to a notebook's questions."""

    questions: dict[str, KnownAnswers] = field(default_factory=dict)  # by the grade_id of the solution cell
    fingerprint: str = ""  # of all that it was made from

    @classmethod
    def read(cls, course: Path, assignment: str, notebook: str) -> Self:
        """Read a notebook's table from a course folder; an empty one where there is none."""
        path = path_of(course, assignment, notebook)
        if not path.is_file():
            return cls()
        found = json.loads(path.read_text())
        return cls({name: KnownAnswers(**of) for name, of in found["questions"].items()}, found["fingerprint"])

    def write(self, course: Path, assignment: str, notebook: str) -> None:
        """Write it where `read` finds it."""
        path = path_of(course, assignment, notebook)
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = [f"{json.dumps(name)}: {json.dumps(asdict(known))}" for name, known in self.questions.items()]
        questions = ",\n".join(lines)
        path.write_text(f'{{"fingerprint": "{self.fingerprint}",\n"questions": {{\n{questions}}}}}\n')

    def question_of(self, test: str) -> str:
        """Return the question that a test belongs to; "" if nothing is known of it."""
        return next((name for name, known in self.questions.items() if test in known.right), "")


def path_of(course: Path, assignment: str, notebook: str) -> Path:
    """Return where a notebook's table is."""
    return course / FOLDER / assignment / f"{notebook}.json"


def misconceptions_of(nb: Any) -> dict[str, str]:
    """Return which known wrong answers a graded notebook's answers resemble, by question."""
    found = (cell.metadata.get("misconception") for cell in nb.cells)
    return {each["question"]: each["name"] for each in found if each}
