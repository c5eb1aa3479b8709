"""A filter of pages: keep harmless HTML, also paragraphs and whole tables, which nbconvert's own shows as tags."""

import bleach  # type: ignore[import-untyped]

from autograder.notebook.styles import without_styles

_TAGS = {*bleach.ALLOWED_TAGS, "br", "div", "h3", "h4", "h5", "h6", "hr", "p", "pre", "s", "span", "sub", "sup"}
_TAGS |= {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_SPANS = ["colspan", "rowspan"]


def clean_html(html: str) -> str:
    """Keep harmless tags without their styles; show the rest as text."""
    attributes = {"a": ["href", "title"], "td": _SPANS, "th": _SPANS}
    return str(bleach.clean(without_styles(html), tags=_TAGS, attributes=attributes))
