"""After a submission ran: whoever looks at it in a browser shall not run what its author hid in it.

A script in a text cell or an output would run in the formgrader with the rights of the person who grades. The config's
`HTMLExporter.sanitize_html` keeps scripts of outputs from pages; text cells and the sizes of pictures it leaves alone.
"""

import re
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

_TAG = re.compile(r"<[a-zA-Z/!?]")
_SCRIPT_LINK = re.compile(r"(javascript|vbscript|data(?=\s*:\s*text/html))\s*:", re.IGNORECASE)


class DisarmHTML(NbGraderPreprocessor):
    """In text that a student may have written, keep harmless HTML (links, tables, pictures); show the rest as text."""

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Disarm one cell; the instructor's locked ones are left as they are."""
        if cell.cell_type == "code":
            for output in cell.outputs:
                for shown in output.get("metadata", {}).values():
                    for side in ("width", "height"):
                        if isinstance(shown, dict) and not isinstance(shown.get(side), int):
                            shown.pop(side, None)
        elif not utils.is_locked(cell):
            cell.source = disarm(cell.source)
        return cell, resources


def disarm(text: str) -> str:
    """Return Markdown with all HTML turned into text that isn't known to be harmless."""
    if _TAG.search(text):
        text = _sanitizer.sanitize_html_tags(text)
        text = text.replace("&gt;", ">").replace("&amp;", "&")  # alone they are harmless, and Markdown needs them
    return _SCRIPT_LINK.sub(r"\1 :", text)


_sanitizer = SanitizeHTML()
_sanitizer.tags = [
    *SanitizeHTML().tags,
    *["br", "div", "hr", "img", "p", "pre", "span", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u"],
]
_sanitizer.attributes = {**SanitizeHTML().attributes, "a": ["href", "title"], "img": ["src", "alt", "width", "title"]}
