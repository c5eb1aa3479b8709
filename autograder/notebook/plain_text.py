"""Text that Markdown shows as it is."""

import html
import re

_MARKS = re.compile(r"([\\`*_{}\[\]()#+.!|~$-])")


def plain_text(text: str) -> str:
    """Return Markdown that shows a text as it is, on one line: nothing in it becomes HTML, a link or a formula."""
    return _MARKS.sub(r"\\\1", html.escape(" ".join(text.split()), quote=False))


def printable(text: str) -> str:
    """Return a name that strangers chose, without what would move a terminal's cursor."""
    return "".join(each if each.isprintable() else "�" for each in text)[:200]
