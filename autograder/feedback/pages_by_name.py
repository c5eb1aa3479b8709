"""The pages that `nbgrader generate_feedback` makes, and whose."""

import re
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from jinja2 import pass_context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.course.student_folders import list_by_name
from autograder.feedback.clean_html import clean_html
from autograder.feedback.fold_tests import fold_tests
from autograder.notebook.mathml import to_mathml

_AROUND = re.compile(r"</?(?:p|a)\b[^>]*>")
_LIST = re.compile(r"^(\d*)([.)]|[-+>#*] )")  # "3. Softmax" is no list here
_MATH = 5_000  # characters of a text's formulas; the rest shows as it was typed


class PagesByName(HTMLExporter):
    """Pages by our template, for each folder in autograded/ by its name: `*`, `?` and `[` in it are no patterns."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.template_paths, self.template_file = [str(Path(__file__).parent)], "page.html.j2"
        if self.parent is not None:
            list_by_name(self.parent, self.parent.coursedir.autograded_directory)

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> Any:
        """Make a page. nbconvert's own then reads it again for what our template has written already."""
        return super(HTMLExporter, self).from_notebook_node(nb, resources, **kwargs)

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Make HTML of a text, with formulas as MathML: the page needs no script and no network.

        A text's own tags end with it.
        """
        attachments = context.get("cell", {}).get("attachments", {})
        html = MarkdownWithMath(renderer=_Renderer(escape=False, attachments=attachments)).render(source)
        return str(BeautifulSoup(html, "html.parser"))

    @pass_context
    def inline(self, context: Any, source: str) -> str:
        """Make HTML of a sentence, to stand in a line or in a link."""
        return _AROUND.sub("", self.markdown2html(context, _LIST.sub(r"\1\\\2", source))).strip()

    def default_filters(self) -> Any:
        """Add `inline` to nbconvert's filters; fold tests; let `clean_html` know paragraphs and whole tables."""
        yield from super().default_filters()
        yield "inline", self.inline
        yield "highlight_code", fold_tests
        yield "clean_html", clean_html


class _Renderer(IPythonRenderer):
    """Headings stand below the page's own, and formulas are MathML."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(exclude_anchor_links=True, **kwargs)
        self._left = _MATH

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return str(super().heading(text, min(level + 2, 6), **attrs))

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Show a picture that the notebook holds; of any other, its description."""
        if url.startswith(("data:", "attachment:")):
            return str(super().image(text, url, title))
        return self.escape_html(text)

    def block_math(self, body: str) -> str:
        return self._math(body, super().block_math(body), block=True)

    def inline_math(self, body: str) -> str:
        return self._math(body, super().inline_math(body))

    def _math(self, body: str, typed: str, *, block: bool = False) -> str:
        self._left -= len(body)
        try:
            return to_mathml(body, block=block) if self._left > 0 else typed
        except Exception:  # whatever a student's text leads the library to
            return typed
