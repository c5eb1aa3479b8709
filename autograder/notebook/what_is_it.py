"""Say what a file is if it isn't a notebook."""

import io
import re
import zipfile

_STARTS = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM", "a picture"),
    (b"\x1f\x8b", "an archive"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_IN_ZIP = (
    ("word/", "a Word document"),
    ("xl/", "an Excel sheet"),
    ("ppt/", "a presentation"),
    ("content.xml", "a text document (ODF)"),
    ("Index/", "a Pages document"),
)
_WEB_PAGE = re.compile(r"\s*+(?:<\?xml[^>]*+>\s*+)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_PYTHON = re.compile(r"^(?:#!.*python|# %%|import \w|from [\w.]++ import |def \w++\(|class \w++[(:])", re.MULTILINE)


def binary_kind(content: bytes) -> str:
    """Return what a file is by its first bytes, such as "a PDF"; "" if it may be text."""
    if content.startswith(b"PK\3\4"):
        return _kind_in_zip(content)
    if content[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "a picture"
    return next((kind for start, kind in _STARTS if content.startswith(start)), "")


def _kind_in_zip(content: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except Exception:  # a damaged one can raise anything
        return "a damaged archive or Word document"
    found = next((kind for start, kind in _IN_ZIP if any(name.startswith(start) for name in names)), "")
    return found or "an archive"


def text_kind(text: str) -> str:
    """Return what a text is if it isn't a notebook."""
    if _WEB_PAGE.match(text):
        return "a web page"
    if "\0" in text or 10 * text.count("\ufffd") > len(text):
        return "a file of an unknown kind"
    return "a Python script" if _PYTHON.search(text) else "a text"
