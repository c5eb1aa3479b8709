"""The marks that an instructor writes into a notebook: regions such as ### BEGIN SOLUTION, and blanks inside lines.

No other file knows what a mark looks like.
"""

import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO

SOLUTION, HIDDEN_TESTS, MARK_SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
REGIONS = (SOLUTION, HIDDEN_TESTS, MARK_SCHEME)

# A mark is alone on its line, after #s in code or ='s in text: "### BEGIN SOLUTION", "=== END MARK SCHEME ===".
_REGION_MARK = re.compile(rf"^\s*(?:#+|=+)\s*(BEGIN|END) ({'|'.join(REGIONS)})\s*[#=]*\s*$")
# nbgrader takes any line with these words in it for a mark.
_MARK_WORDS = re.compile(rf"(?:BEGIN|END) (?:{'|'.join(REGIONS)})")
_COMMENT = re.compile(r"^\s*(?:#|=|-|/|<!)+\W*(?P<text>\w.*)$")
_BLANK = re.compile(r"^(?P<indent>\s*)#\s*BLANK:\s*(?P<text>\S.*)$")


@dataclass(frozen=True)
class Mark:
    """One BEGIN or END line of a region."""

    begins: bool
    region: str


def parse_mark(line: str) -> Mark | None:
    """Read a region's BEGIN or END line; None for any other line."""
    found = _REGION_MARK.match(line)
    return Mark(found[1] == "BEGIN", found[2]) if found else None


def looks_like_mark(line: str) -> bool:
    """Say whether a line was meant as a region's mark, well written or not.

    Misspelt marks matter: nbgrader ignores them, and publishes what they should hide.
    """
    if _MARK_WORDS.search(line):
        return True
    comment = _COMMENT.match(line)
    words = re.findall(r"[^\W_]+", comment["text"]) if comment else []
    if comment is None or not words:
        return False
    first, *rest = words
    name = "".join(rest).upper()
    begins = any(_alike(first.upper(), word) > 0.6 for word in ("BEGIN", "END", "START"))
    if begins and any(_alike(name, region.replace(" ", "")) > 0.7 for region in REGIONS):
        return True
    # In capitals, half a mark is enough: "# HIDDEN TESTS", "### BEGIN TESTS", "### END".
    in_capitals = comment["text"].upper() == comment["text"]
    if begins and in_capitals:
        return name in ("HIDDEN", "TEST", "TESTS", "SCHEME") or (name == "" and line.strip().startswith("##"))
    whole = first + name
    return in_capitals and any(_alike(whole, region.replace(" ", "")) > 0.85 for region in REGIONS)


def _alike(word: str, other: str) -> float:
    """Return how similar two words are: 1 for the same, 0 for nothing in common."""
    return SequenceMatcher(None, word, other).ratio()


@dataclass(frozen=True)
class Blank:
    """The line that the student gets, instead of the solution line that follows it."""

    indent: str
    text: str


def parse_blank(line: str) -> Blank | None:
    """Read a `# BLANK: …` line; None for any other line."""
    found = _BLANK.match(line)
    return Blank(found["indent"], found["text"].rstrip()) if found else None


def looks_like_blank(line: str) -> bool:
    """Say whether a line was meant as a blank, well written or not."""
    if re.search(r"#\W*BLANKS?\b", line):
        return True
    comment = re.search(r"#\W*(?P<word>\w+)\b.*(?:\.\.\.|…)", line)
    return comment is not None and _alike(comment["word"].upper(), "BLANK") >= 0.8


def walk_regions(source: str) -> Iterator[tuple[str | None, Mark | None, str]]:
    """Yield each line of a cell with the region that it is in, and the mark that it is, if any.

    A BEGIN line is in its region, an END line is not.
    """
    region = None
    for line in source.split("\n"):
        mark = parse_mark(line)
        if mark is not None:
            region = mark.region if mark.begins else None
        yield region, mark, line


def split_regions(source: str) -> Iterator[tuple[str | None, str]]:
    """Yield the lines of a well-marked cell as `walk_regions` does, without the BEGIN and END lines."""
    return ((region, line) for region, mark, line in walk_regions(source) if mark is None)


def remove_regions(source: str, *regions: str) -> str:
    """Return a cell's source without the given regions and without any region's marks."""
    return "\n".join(line for region, line in split_regions(source) if region not in regions)


def has_region(source: str, region: str) -> bool:
    """Say whether a cell's source has a region of the given kind."""
    return any(mark is not None and mark.region == region for mark in map(parse_mark, source.split("\n")))


def blank_lines(source: str) -> str:
    """Return a cell's source as a student gets it: each blank stands for the solution line after it."""
    lines = []
    drop_next = False
    for line in source.split("\n"):
        blank = parse_blank(line)
        if blank is not None:
            lines.append(blank.indent + blank.text)
        elif not drop_next:
            lines.append(line)
        drop_next = blank is not None
    return "\n".join(lines)


def without_marks(source: str) -> str:
    """Return a cell's source as a student would write it: the solution, without blanks and region marks."""
    return "\n".join(line for _, line in split_regions(source) if parse_blank(line) is None)


def fill_blank(text: str, solution: str) -> list[str] | None:
    """Find what each `...` of a blank stands for in its solution line.

    Parameters
    ----------
    text : str
        The student's line, such as `weights = normal(size=...)`.
    solution : str
        The solution line, such as `weights = normal(size=n_features)`.

    Returns
    -------
    list of str, or None
        A fragment for each `...`, such as `["n_features"]`: never empty, with its brackets and quotes closed.
        None if no such fragments turn the blank into the solution.
    """
    start, *rest = text.split("...")
    if not solution.startswith(start):
        return None
    return _fill_rest(rest, solution[len(start) :]) if rest else ([] if solution == start else None)


def _fill_rest(rest: list[str], solution: str) -> list[str] | None:
    """Match `... + rest[0] + ... + rest[1] + …` with the solution; the first fragments are as short as possible."""
    literal, *later = rest
    if not later:
        ends = [len(solution) - len(literal)] if solution.endswith(literal) else []
    else:
        ends = [found.start() for found in re.finditer(f"(?={re.escape(literal)})", solution)]
    for end in ends:
        fragment = solution[: max(end, 0)].strip()
        if not fragment or not _is_closed(fragment):
            continue
        fragments = _fill_rest(later, solution[end + len(literal) :]) if later else []
        if fragments is not None:
            return [fragment, *fragments]
    return None


def _is_closed(fragment: str) -> bool:
    """Say whether a piece of a line closes every bracket and quote that it opens, and no others."""
    pairs = {")": "(", "]": "[", "}": "{"}
    open_brackets = []
    try:
        for token in tokenize.generate_tokens(StringIO(fragment).readline):
            if token.type == tokenize.ERRORTOKEN and token.string.strip():
                return False
            if token.string in pairs.values():
                open_brackets.append(token.string)
            elif token.string in pairs and (not open_brackets or open_brackets.pop() != pairs[token.string]):
                return False
    except (tokenize.TokenError, SyntaxError):
        return False
    return not open_brackets
