"""What students must not see, and where it shows up even so."""

import html
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from nbgrader import utils

from autograder.notebook import markers

# A shorter secret counts only as a whole line: "x = 2" is too common to look for inside other lines.
SHORTEST_INSIDE = 12


@dataclass(frozen=True)
class Secrets:
    """Lines and pieces of lines that students must not see: the form to compare, and the text as written."""

    texts: Mapping[str, str]

    @classmethod
    def of(cls, lines: Iterable[str]) -> "Secrets":
        """Make secrets of lines; leave out those with fewer than four characters, which say nothing."""
        return cls({_fold(line): line.strip() for line in lines if len(_fold(line)) >= 4})

    def __or__(self, other: "Secrets") -> "Secrets":
        """Join the secrets of two notebooks."""
        return Secrets({**self.texts, **other.texts})

    def without(self, lines: Iterable[str], *, shorter_than: float = math.inf) -> "Secrets":
        """Return the secrets that aren't in these lines; keep long ones in any case."""
        given = _fold_lines(lines)
        kept = {
            folded: text for folded, text in self.texts.items() if folded not in given or len(folded) >= shorter_than
        }
        return Secrets(kept)

    def without_given(self, nbs: Iterable[Any]) -> "Secrets":
        """Return the secrets that these source notebooks don't show to students.

        Code is shown on purpose, and so is a word in a text. A longer piece of a text would give the answer away.
        """
        return self.without(given_code(nbs)).without(given_texts(nbs), shorter_than=SHORTEST_INSIDE)

    def found_in(self, text: str) -> Iterator[str]:
        """Yield each secret in a text, however it is spaced."""
        whole_text = _fold_lines(text.split("\n"))
        found = self.texts.keys() & set(whole_text.split("\n"))
        fitting = self._inside[: bisect_right(self._inside, len(whole_text), key=len)]  # most texts are short
        found |= {folded for folded in fitting if folded in whole_text}
        yield from (self.texts[folded] for folded in sorted(found))

    @cached_property
    def _inside(self) -> list[str]:
        """Those to look for inside lines, the shortest first."""
        return sorted((folded for folded in self.texts if len(folded) >= SHORTEST_INSIDE), key=len)


def secrets_of(nb: Any) -> Secrets:
    """Find what a source notebook hides from students: solutions, hidden tests, mark schemes and model answers."""
    return Secrets.of(line for cell in nb.cells for line in _split_cell(cell)[0]).without_given([nb])


def given_code(nbs: Iterable[Any]) -> list[str]:
    """Return the lines of code in source notebooks that students see."""
    return [line for nb in nbs for cell in nb.cells if cell.cell_type == "code" for line in _split_cell(cell)[1]]


def given_texts(nbs: Iterable[Any]) -> list[str]:
    """Return the lines of text in source notebooks that students see."""
    return [line for nb in nbs for cell in nb.cells if cell.cell_type != "code" for line in _split_cell(cell)[1]]


def visible_texts(nb: Any) -> Iterator[tuple[int, str]]:
    """Yield every text in a notebook, with the index of its cell: sources, outputs, metadata and attachments.

    It leaves out pictures, which can't be read.
    """
    for index, cell in enumerate(nb.cells):
        for text in _strings({key: value for key, value in cell.items() if key != "source"}):
            yield index, text
        yield index, cell.source


def as_read(text: str) -> Iterator[str]:
    """Yield a text without colour codes and, if it may be HTML, also as a reader sees it."""
    yield re.sub(r"\x1b\[[\d;]*m", "", text)
    if "<" in text or "&" in text:
        yield html.unescape(re.sub(r"<[^>]*>", "", text))


def _strings(value: Any, key: str = "") -> Iterator[str]:
    """Yield every text inside nested dicts and lists; HTML and coloured text as a reader sees them."""
    if isinstance(value, str):
        if not key.startswith("image/") or key == "image/svg+xml":
            yield from as_read(value)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _strings(inner, name)
    elif isinstance(value, list):
        if all(isinstance(inner, str) for inner in value):
            yield from _strings("\n".join(value), key)
        else:
            for inner in value:
                yield from _strings(inner, key)


def _split_cell(cell: Any) -> tuple[list[str], list[str]]:
    """Split a source cell into the pieces that are secret and the lines that students see."""
    lines = list(markers.split_regions(cell.source))
    secret = [line for region, line in lines if region is not None]
    rest = [line for region, line in lines if region is None]
    blanked = markers.blank_lines("\n".join(rest)).split("\n")
    if utils.is_solution(cell) and not markers.has_region(cell.source, markers.SOLUTION) and blanked == rest:
        secret, blanked = [*secret, *rest], []
    for blank_line, solution_line in pairwise(rest):
        blank = markers.parse_blank(blank_line)
        if blank is not None:
            secret += [solution_line, *(markers.fill_blank(blank.text, solution_line.strip()) or [])]
    if cell.cell_type != "code":
        secret += [sentence for line in secret for sentence in _sentences(line)]
    return secret, blanked


def _sentences(line: str) -> list[str]:
    """Split a line of prose at its full stops, colons and semicolons; leave out short pieces."""
    pieces = re.split(r"(?<=[.:;?!])\s+", line.strip("-*• \t"))
    return [piece for piece in pieces if len(piece) >= 3 * SHORTEST_INSIDE]


def _fold(line: str) -> str:
    """Remove white space, which makes no difference."""
    return re.sub(r"\s+", "", line)


def _fold_lines(lines: Iterable[str]) -> str:
    return "\n".join(map(_fold, lines))
