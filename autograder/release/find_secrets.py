"""What students must not see, and where it shows up all the same."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from nbgrader import utils

from autograder import markers

# A secret shorter than this is looked for only as a whole line: "x = 2" is too common to be found inside of others.
SHORTEST_INSIDE = 12


@dataclass(frozen=True)
class Secrets:
    """Lines and pieces of lines that students must not see, with white space folded."""

    texts: frozenset[str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Secrets":
        """Make secrets of lines; those with fewer than four signs say nothing and are left out."""
        return cls(frozenset(folded for line in lines if len(folded := _fold(line)) >= 4))

    def __or__(self, other: "Secrets") -> "Secrets":
        """Join the secrets of two notebooks."""
        return Secrets(self.texts | other.texts)

    def without_public(self, public_lines: Iterable[str]) -> "Secrets":
        """Return the secrets that don't stand in what students see anyway."""
        public_text = "\n".join(map(_fold, public_lines))
        return Secrets(frozenset(text for text in self.texts if text not in public_text))

    def found_in(self, text: str) -> Iterator[str]:
        """Yield each secret that stands in a text."""
        lines = [_fold(line) for line in text.split("\n")]
        whole_text = "\n".join(lines)
        for secret in sorted(self.texts):
            if secret in lines or (len(secret) >= SHORTEST_INSIDE and secret in whole_text):
                yield secret


def secrets_of(nb: Any) -> Secrets:
    """Find what a source notebook keeps from students: solutions, hidden tests, mark schemes and model answers.

    A line that students see elsewhere in the same notebook is no secret.
    """
    secret: set[str] = set()
    public: list[str] = []
    for cell in nb.cells:
        secret_lines, public_lines = _split_cell(cell)
        secret.update(secret_lines)
        public.extend(public_lines)
    return Secrets.of(secret).without_public(public)


def public_lines_of(nb: Any) -> list[str]:
    """Return the lines of a source notebook that students see."""
    return [line for cell in nb.cells for line in _split_cell(cell)[1]]


def visible_texts(nb: Any) -> Iterator[tuple[int, str]]:
    """Yield every text that a reader of a notebook sees, with the index of its cell: sources and text outputs."""
    for index, cell in enumerate(nb.cells):
        yield index, cell.source
        for output in cell.get("outputs", []):
            yield index, output.get("text", "")
            for kind, data in output.get("data", {}).items():
                if not kind.startswith("image/") or kind == "image/svg+xml":
                    yield index, str(data)


def _split_cell(cell: Any) -> tuple[list[str], list[str]]:
    """Split a source cell into the pieces that are secret and the lines that students see."""
    secret = [line for region, line in markers.split_regions(cell.source) if region is not None]
    rest = [line for region, line in markers.split_regions(cell.source) if region is None]
    blanked = markers.blank_lines("\n".join(rest)).split("\n")
    if utils.is_solution(cell) and not markers.has_region(cell.source, markers.SOLUTION) and blanked == rest:
        return [*secret, *rest], []
    for blank_line, solution_line in pairwise(rest):
        blank = markers.parse_blank(blank_line)
        if blank is not None:
            secret += [solution_line, *(markers.fill_blank(blank.text, solution_line.strip()) or [])]
    return secret, blanked


def _fold(line: str) -> str:
    return re.sub(r"\s+", " ", line).strip()
