"""Which notebook of an assignment is this file? By its name, by the ids of its cells, or by its text.

Files are read as text, never parsed as a whole, so that a file that is cut off, nested or in UTF-16 is recognized, too.
"""

import codecs
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.collect.hand_in import UnusableError
from autograder.course.errors import CourseError

# What computers and students add to a name. Canvas and Windows count copies; so does Jupyter (-Copy1).
_COPY = re.compile(r"(?:(?:copy|kopie|copie|copia|kopia|cópia)[\s_-]+(?:of|von|de)[\s_-]+)", re.IGNORECASE)
_AGAIN = re.compile(r"[\s_-]*(?:\(\d+\)|\bcopy ?\d*|\bkopie|\bcopie|\bcopia|[\s_-]\d{1,2})$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:\.(?:ipynb|txt|json|pdf|html?|docx?|py|zip)(?: ?\(\d+\))?)+$", re.IGNORECASE)
_ID = re.compile(r'"(?:grade_id|id)"\s*:\s*"([^"\\\n]{1,200})"')
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_IS_HTML = re.compile(r"\s*<(?:!doctype html|html|head|body)", re.IGNORECASE)
_IS_NOTEBOOK = re.compile(r'"(?:cell_type|nbformat)"\s*:')
_ENOUGH = 0.5  # of a notebook's text, to be told by it
_LONG = 12  # characters of a line that tells something
# How files begin that aren't notebooks.
_KINDS = [
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PK\3\4", "an archive or a Word document"),
    (b"\x1f\x8b", "an archive"),
]
_SUFFIXES = {
    **{".docx": "a Word document", ".doc": "a Word document", ".odt": "a text document", ".rtf": "a text document"},
    **{".rar": "an archive that can't be read here", ".7z": "an archive that can't be read here"},
    **{".html": "an HTML page", ".htm": "an HTML page", ".pdf": "a PDF", ".py": "a Python script"},
    **{".png": "a picture", ".jpg": "a picture", ".jpeg": "a picture", ".heic": "a picture"},
}


@dataclass(frozen=True)
class Known:
    """A notebook of the course: what a student's copy of it is told by."""

    name: str
    ids: frozenset[str]  # of its cells, that no other notebook of the assignment has
    lines: frozenset[str]  # of its text, likewise


def read_known(source: Path, release: Path) -> list[Known]:
    """Read an assignment's notebooks: ids as in source/, text as students got it."""
    paths = sorted(source.glob("*.ipynb"))
    if not paths:
        raise CourseError(f"{source} has no notebooks. The assignments are the folders of {source.parent}.")
    texts = {path.stem: decode(path.read_bytes()) for path in paths}
    released = {path.stem: decode(path.read_bytes()) for path in release.glob("*.ipynb")}
    ids = {name: set(_ID.findall(text)) for name, text in texts.items()}
    lines = {name: _lines(released.get(name, text)) for name, text in texts.items()}
    return [Known(name, frozenset(_own(ids, name)), frozenset(_own(lines, name))) for name in texts]


def _own(sets: dict[str, set[str]], name: str) -> set[str]:
    """Return the elements that only one of the sets has."""
    return sets[name].difference(*(other for of, other in sets.items() if of != name))


def decode(content: bytes) -> str:
    """Return a file's text, whatever editor has stored it. What can't be read is replaced, never an error."""
    for mark, encoding in [(codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]:
        if content.startswith(mark):
            return content[2:].decode(encoding, errors="replace")
    if content[1:2] == b"\0":
        return content.decode("utf-16-le", errors="replace")
    if content[:1] == b"\0":
        return content.decode("utf-16-be", errors="replace")
    return content.decode("utf-8-sig", errors="replace")


def check_kind(name: str, content: bytes) -> str:
    """Return the text of a notebook; of anything else, raise an UnusableError that says what it is."""
    if not content.strip():
        raise UnusableError("is empty")
    text = decode(content)
    kind = next((kind for start, kind in _KINDS if content.startswith(start)), "")
    kind = kind or ("an HTML page" if _IS_HTML.match(text) else "")
    kind = _SUFFIXES.get(PurePosixPath(name).suffix.lower(), kind)
    if not kind and _IS_NOTEBOOK.search(text):
        return text
    raise UnusableError(f"is {kind}, not a notebook" if kind else "is not a notebook")


def tell(name: str, text: str, known: list[Known]) -> Known | None:
    """Return the notebook that this is, by its name and by its content, which goes first if they surely differ."""
    named, found = tell_by_name(name, known), tell_by_content(text, known)
    if named and found and named.ids & set(_ID.findall(text)):
        return named
    return named if not found or (named and not named.ids) else found


def tell_by_content(text: str, known: list[Known]) -> Known | None:
    """Return the notebook whose cells these are, by their ids; where those are gone, by its text."""
    ids = set(_ID.findall(text))
    found = _most({each.name: len(each.ids & ids) for each in known}, least=1)
    if not found:
        lines = _lines(text)
        shares = {each.name: len(each.lines & lines) / max(len(each.lines), 1) for each in known}
        found = _most(shares, least=_ENOUGH)
    return next((each for each in known if each.name == found), None)


def _most(scores: dict[str, float] | dict[str, int], least: float) -> str | None:
    """Return what has the highest score, if it is high enough and twice the next."""
    (name, best), *others = sorted(scores.items(), key=lambda item: -item[1])
    return name if best >= least and all(best >= 2 * other for _, other in others) else None


def _lines(text: str) -> set[str]:
    """Return the lines of a notebook's sources: of all strings in it that are long enough to say something."""
    lines: set[str] = set()
    for string in _STRING.findall(text):
        if len(string) >= _LONG:
            try:
                decoded = str(json.loads(f'"{string}"'))
            except ValueError:
                continue
            lines.update(line.strip() for line in decoded.splitlines() if len(line.strip()) >= _LONG)
    return lines


def tell_by_name(name: str, known: list[Known]) -> Known | None:
    """Return the notebook that a file is named for, whatever was added to the name."""
    names = {_plain(each.name): each for each in known}
    written = _COPY.sub("", _SUFFIX.sub("", name.strip()))
    while _plain(written) not in names and _AGAIN.search(written):  # one addition after the other: "lab-1" is a name
        written = _AGAIN.sub("", written)
    within = [each for plain, each in names.items() if f" {plain} " in f" {_plain(written)} "]
    together = {plain.replace(" ", ""): each for plain, each in names.items()}
    found = names.get(_plain(written)) or (within[0] if len(within) == 1 else None)
    return found or together.get(_plain(written).replace(" ", ""))


def rest_of_name(name: str, notebook: Known) -> str:
    """Return what a file's name says beside the notebook's name: who handed it in, where no folder says it."""
    pattern = r"[\s_\u2010-\u2015-]*".join(re.escape(word) for word in _plain(notebook.name).split())
    rest = re.sub(pattern, "", _COPY.sub("", _SUFFIX.sub("", name)), count=1, flags=re.IGNORECASE)
    while _AGAIN.search(rest):
        rest = _AGAIN.sub("", rest)
    return rest.strip(" _.-")


def copy_number(name: str, notebook: Known) -> int:
    """Return which copy a name says this is: 2 for "work (2).ipynb", 0 for "work.ipynb"."""
    written = _SUFFIX.sub("", name)
    if _plain(written).endswith(_plain(notebook.name)):
        return 0
    added = _AGAIN.search(written)
    number = re.search(r"\d+", added[0]) if added else None
    return int(number[0]) if number else 0


def _plain(name: str) -> str:
    """Return a name in lower case, its words separated by blanks."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\s_\u2010-\u2015-]+", " ", name).strip()
