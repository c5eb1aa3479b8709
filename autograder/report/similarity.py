"""Which submissions have more in common than the task explains: winnowing, as MOSS does it.

A text is a row of tokens. A fingerprint is a checksum of a few tokens in a row; of each window of fingerprints, the
smallest is kept, so what two texts share of `_TOKENS + _WINDOW - 1` tokens or more is always found. Names, texts in
quotes, comments and spaces don't count, so renaming hides nothing. What the release or the solution has, or
many students have, explains itself and is left out. S. Schleimer, D. Wilkerson, A. Aiken: "Winnowing: Local Algorithms
for Document Fingerprinting", 2003.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple
from zlib import crc32

from pygments.lexers.python import PythonLexer
from pygments.token import Comment, Name, String

_TOKENS = 10  # of a fingerprint
_WINDOW = 6  # fingerprints
_MANY = 0.1  # of the students: what so many share is no reason to look
_AT_LEAST = 3  # students, whatever the class's size; and fingerprints, for a pair
_SHARE = 0.4  # of the smaller one's fingerprints, for a pair
_LEXER = PythonLexer(stripnl=False, ensurenl=False)

Lines = dict[str, set[int]]  # by cell


class Text(NamedTuple):
    """A cell's text."""

    cell: str  # its name
    source: str
    in_words: bool = False  # text, not code


@dataclass(frozen=True)
class Pair:
    """Two students' submissions of a notebook, and what they share. A reason to look, never a verdict."""

    notebook: str
    students: tuple[str, str]
    share: float  # of the smaller one's fingerprints
    passages: tuple[str, str]  # the lines of each

    @property
    def is_equal(self) -> bool:
        """Whether the smaller one has nothing of its own."""
        return self.share == 1


def similar_pairs(notebook: str, submissions: Mapping[str, Collection[Text]], given: Iterable[Text]) -> list[Pair]:
    """Return the pairs of submissions that share more than the task explains, the most similar first.

    Parameters
    ----------
    notebook : str
        The notebook's name.
    submissions : dict
        Each student's cells.
    given : iterable
        Cells that everybody has or may have: the release's and the instructor's.
    """
    explained = {mark for text in given for mark, _ in _all_marks(text)}
    marks = {student: _marks_of(cells, explained) for student, cells in submissions.items()}
    shared_by = defaultdict(list)
    for student, found in marks.items():
        for mark in found:
            shared_by[mark].append(student)
    most = max(_AT_LEAST, round(_MANY * len(submissions)))
    telling = {mark: sorted(students) for mark, students in shared_by.items() if len(students) <= most}
    own = Counter(student for students in telling.values() for student in students)
    common: dict[tuple[str, str], set[int]] = defaultdict(set)
    for mark, students in telling.items():
        for one, other in combinations(students, 2):
            common[one, other].add(mark)
    pairs = []
    for (one, other), shared in common.items():
        share = len(shared) / min(own[one], own[other])
        if len(shared) >= _AT_LEAST and share >= _SHARE:
            passages = [_passage(submissions[who], marks[who], shared) for who in (one, other)]
            pairs.append(Pair(notebook, (one, other), share, (passages[0], passages[1])))
    return sorted(pairs, key=lambda pair: (-pair.share, pair.students))


def _marks_of(cells: Collection[Text], explained: Collection[int]) -> dict[int, Lines]:
    """Return where each of a submission's fingerprints stands, except those that are explained."""
    found: dict[int, Lines] = {}
    for text in cells:
        for mark, lines in _winnow(list(_all_marks(text))):
            if mark not in explained:
                found.setdefault(mark, {}).setdefault(text.cell, set()).update(lines)
    return found


def _tokens(text: Text) -> Iterator[tuple[str, int]]:
    """Yield a text's tokens without what is easily changed, each with its line."""
    if text.in_words:
        for found in re.finditer(r"\w+", text.source.casefold()):
            yield found[0], text.source.count("\n", 0, found.start())
        return
    line = 0
    for kind, token in _LEXER.get_tokens(text.source):
        if kind in Name and kind not in Name.Builtin:
            yield "name", line
        elif kind in String:
            yield "text", line
        elif kind not in Comment and token.strip():
            yield token, line
        line += token.count("\n")


def _all_marks(text: Text) -> Iterator[tuple[int, set[int]]]:
    """Yield the fingerprints of a text, each with the lines that it stands in."""
    tokens = list(_tokens(text))
    for start in range(len(tokens) - _TOKENS + 1):
        run = tokens[start : start + _TOKENS]
        yield crc32(" ".join(token for token, _ in run).encode()), {line for _, line in run}


def _winnow(marks: list[tuple[int, set[int]]]) -> Iterator[tuple[int, set[int]]]:
    """Yield the smallest fingerprint of each window, the last one if there are several, and each once."""
    last = -1
    for start in range(max(1, len(marks) - _WINDOW + 1) if marks else 0):
        window = range(start, min(start + _WINDOW, len(marks)))
        smallest = min(window, key=lambda position: (marks[position][0], -position))
        if smallest != last:
            yield marks[smallest]
            last = smallest


def _passage(cells: Collection[Text], marks: Mapping[int, Lines], shared: Iterable[int]) -> str:
    """Return the lines of a submission that the fingerprints stand in, cell by cell."""
    lines: Lines = defaultdict(set)
    for mark in shared:
        for name, found in marks[mark].items():
            lines[name] |= found
    parts = []
    for text in cells:
        if text.cell in lines:
            written = text.source.split("\n")
            parts.append("\n".join(written[min(lines[text.cell]) : max(lines[text.cell]) + 1]))
    return "\n\n".join(parts)
