"""On a page made of a graded notebook: fold tests under what they test."""

import html
from collections.abc import Mapping
from typing import Any

from nbconvert.filters import Highlight2HTML

from autograder.notebook.cells import title_of

_highlight = Highlight2HTML(pygments_lexer="ipython3")


def fold_tests(source: str, language: str | None = None, metadata: Mapping[str, Any] | None = None) -> str:
    """Highlight the code of a cell, as nbconvert's filter does, and fold it if it is a test: `<details>`."""
    code = str(_highlight(source, language, metadata))
    title = title_of(source)
    return f"<details><summary>{html.escape(title)}</summary>{code}</details>" if title else code
