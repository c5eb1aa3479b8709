"""Style sheets in the HTML that pandas makes of a table."""

import re

_STYLE = re.compile(r"<style\b[^<>]*+>[^<]*+</style>", re.IGNORECASE)


def without_styles(html: str) -> str:
    """Leave out style sheets: on a page that shows tags it doesn't know as text, they would be in the way."""
    return _STYLE.sub("", html)
