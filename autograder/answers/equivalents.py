"""Read which mutants of the solutions are as right as the solutions themselves."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.answers.mutants import Mutant
from autograder.course.errors import CourseError

@dataclass(frozen=True)
class Equivalent:
    """Mutants that are as right as the solution, listed by the lines that they change."""

    was: str
    becomes: list[str]  # empty for all mutants of these lines
    why: str

    def matches(self, mutant: Mutant) -> bool:
        """Say whether a mutant is one of these."""
        return self.was == mutant.was and (not self.becomes or mutant.becomes in self.becomes)


def read_equivalents(path: Path) -> dict[str, list[Equivalent]]:
    """Read the list of a notebook's equivalent mutants, such as `answers/unit01/u01n1-means/equivalents.toml`.

    Returns
    -------
    dict of str to list of Equivalent
        By the names of the questions; none if there is no such file.

    Raises
    ------
    CourseError
        If it isn't such a list.
    """
    try:
        listed = tomllib.loads(path.read_text()) if path.exists() else {}
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path} is not TOML: {error}") from error
    return {name: [_read_entry(entry, f"{path}: [[{name}]]") for entry in entries] for name, entries in listed.items()}


def _read_entry(entry: dict[str, Any], place: str) -> Equivalent:
    if not {"was", "why"} <= entry.keys() <= {"was", "becomes", "why"}:
        raise CourseError(f"{place} needs was and why, and may have becomes; it has {', '.join(entry)}.")
    becomes = entry.get("becomes", [])
    return Equivalent(entry["was"], [becomes] if isinstance(becomes, str) else becomes, entry["why"])
