"""Find the instructor's cells in a submission whose cells have lost their names, by their text and their order.

Some tools keep neither nbgrader's metadata nor cell ids. A cell counts as one of the instructor's only if no other cell
claims to be it. A match gives no points by itself: tests are the instructor's, and answers in words wait for a person.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from nbgrader import utils

from autograder.grading.submitted_cells import Submitted, fold, is_as_released
from autograder.notebook import markers

_ALIKE = 0.6  # share of a released cell's words that the submitted one must have
_FEW_WORDS = 3  # a released cell with fewer can't be told by its words, unless all cells have lost their names
_MAX_WORDS = 20_000  # characters in which to look for words
_MAX_PAIRS = 20_000  # pairs of cells to compare between two known ones


@dataclass(frozen=True)
class _Released:
    """A cell as students got it."""

    grade_id: str  # "" for an ordinary one
    cell: Any
    text: str
    words: frozenset[str]


def match(submitted: list[Submitted], released_cells: Sequence[Any]) -> tuple[list[Submitted], list[str]]:
    """Give names to cells that have lost theirs.

    Parameters
    ----------
    submitted : list of Submitted
        The submission.
    released_cells : sequence of NotebookNode
        All cells of the instructor's notebook, blanked.

    Returns
    -------
    submitted : list of Submitted
        The same cells; some now claim to be one of the instructor's.
    repairs : list of str
        A sentence for each thing that was done.
    """
    claimed = {found.claim for found in submitted}
    nameless = {i for i, found in enumerate(submitted) if found.claim is None and "grade_id" not in found.settings}
    released = [_read_released(cell) for cell in released_cells]
    if not nameless or all(it.grade_id in claimed for it in released if it.grade_id):
        return submitted, []
    exact = _same_text(submitted, nameless, released, claimed)
    tests = [a for a, it in enumerate(released) if it.grade_id and not utils.is_solution(it.cell)]
    all_lost = claimed == {None} and 2 * len(set(exact.values()) & set(tests)) >= len(tests) > 0
    alike, repairs = {}, []
    for a, b, why in _between(submitted, nameless - set(exact), released, exact, all_lost):
        alike[b] = a
        repairs.append(f"cell {submitted[b].number} had lost its name; it is taken for {released[a].grade_id}, {why}")
    if by_text := list(dict.fromkeys(released[a].grade_id for a in exact.values() if released[a].grade_id)):
        repairs.insert(0, f"cells had lost their names, and are known by their text: {', '.join(by_text)}")
    names = {b: released[a] for b, a in (exact | alike).items() if released[a].grade_id}
    return [_named(found, names[b]) if b in names else found for b, found in enumerate(submitted)], repairs


def _read_released(cell: Any) -> _Released:
    settings = cell.metadata.get("nbgrader", {})
    has_role = any(map(settings.get, ("grade", "solution", "locked", "task")))
    text = markers.remove_regions(cell.source, markers.HIDDEN_TESTS, markers.MARK_SCHEME)
    return _Released(settings.get("grade_id", "") if has_role else "", cell, "\n".join(fold(text)), _words(text))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text[:_MAX_WORDS]))


def _named(found: Submitted, released: _Released) -> Submitted:
    as_released = is_as_released(found.cell.source, released.cell.source)
    settings = released.cell.metadata.nbgrader
    return replace(found, claim=released.grade_id, settings=settings, as_released=as_released)


def _same_text(
    submitted: list[Submitted], nameless: set[int], released: list[_Released], claimed: set[str | None]
) -> dict[int, int]:
    """Return which nameless cells have exactly the text of one released cell, as positions by positions."""
    times = Counter(it.text for it in released)
    known = {it.text: a for a, it in enumerate(released) if it.text and times[it.text] == 1}
    found = {b: known.get("\n".join(fold(submitted[b].cell.source))) for b in sorted(nameless)}
    return {b: a for b, a in found.items() if a is not None and released[a].grade_id not in claimed}


def _between(
    submitted: list[Submitted], nameless: set[int], released: list[_Released], exact: dict[int, int], all_lost: bool
) -> Iterator[tuple[int, int, str]]:
    """Yield matches by likeness and by place, between known cells."""
    names = {it.grade_id: a for a, it in enumerate(released) if it.grade_id}
    known = {b: names[found.claim] for b, found in enumerate(submitted) if found.claim in names} | exact
    first: dict[int, int] = {}
    for b, a in sorted(known.items()):
        first.setdefault(a, b)
    fixed = [(-1, -1), *_in_order(first), (len(released), len(submitted))]
    unknown = defaultdict(list)
    ends = [b for _, b in fixed]
    for b in sorted(nameless):
        unknown[bisect_left(ends, b)].append(b)
    for number, ((a_start, _), (a_end, _)) in enumerate(pairwise(fixed), start=1):
        missing = [a for a in range(a_start + 1, a_end) if a not in first]
        candidates = unknown[number][: _MAX_PAIRS // max(len(missing), 1)]
        scores, by_place = _scores(submitted, candidates, released, missing, all_lost)
        for i, j in _align(scores):
            a, b = missing[i], candidates[j]
            if not released[a].grade_id:
                continue
            left = next((it.grade_id for it in released[a - 1 :: -1] if it.grade_id), "") if a else ""
            right = next((it.grade_id for it in released[a + 1 :] if it.grade_id), "")
            place = f"since it stands between {left or 'the beginning'} and {right or 'the end'}"
            yield a, b, place if (i, j) in by_place else "which it resembles"


def _in_order(first: dict[int, int]) -> list[tuple[int, int]]:
    """Return as many pairs of positions as possible that are in the same order on both sides."""
    pairs = sorted(first.items())
    lowest: list[int] = []  # the lowest second position that ends a row of this length
    rows: list[int] = []  # the pair with that position
    before: dict[int, int | None] = {}
    for index, (_, b) in enumerate(pairs):
        length = bisect_left(lowest, b)
        before[index] = rows[length - 1] if length else None
        lowest[length : length + 1] = [b]
        rows[length : length + 1] = [index]
    row: list[tuple[int, int]] = []
    at = rows[-1] if rows else None
    while at is not None:
        row.append(pairs[at])
        at = before[at]
    return row[::-1]


def _scores(
    submitted: list[Submitted], candidates: list[int], released: list[_Released], missing: list[int], all_lost: bool
) -> tuple[list[list[float]], set[tuple[int, int]]]:
    """Return how well each missing cell fits each candidate, 0 for not at all; and which pairs only place supports."""
    scores = [[0.0] * len(candidates) for _ in missing]
    by_place = set()
    solutions = [i for i, a in enumerate(missing) if utils.is_solution(released[a].cell)]
    words = [_words(submitted[b].cell.source) for b in candidates]
    for i, a in enumerate(missing):
        it = released[a]
        for j, b in enumerate(candidates):
            kinds = {submitted[b].cell.cell_type, it.cell.cell_type}
            common = len(it.words & words[j])
            if common >= _ALIKE * len(it.words) > 0 and (all_lost or len(it.words) >= _FEW_WORDS):
                scores[i][j] = 2 + 2 * common / (len(it.words) + len(words[j])) - 0.1 * (len(kinds) > 1)
            elif all_lost and i in solutions and kinds != {"code", "markdown"} and len(candidates) >= len(solutions):
                scores[i][j] = 1 - 0.1 * (len(kinds) > 1)
                by_place.add((i, j))
    return scores, by_place


def _align(scores: list[list[float]]) -> list[tuple[int, int]]:
    """Return the pairs, in order on both sides, with the highest total score."""
    rows, columns = len(scores), len(scores[0]) if scores else 0
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < rows and j < columns:
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
