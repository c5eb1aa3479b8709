"""After a submission ran: show no more than a page can hold.

nbconvert takes time that grows with the square of a text that is full of colours, and of some code: hours for 100 kB.
"""

import html
import time
from functools import lru_cache
from typing import Any

from ipython_pygments_lexers import IPython3Lexer
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Float, Integer

from autograder.notebook.cells import is_test

_MB = 2**20
_MAX_TEXT = 100_000  # characters of one text
_SHORT = 1_000  # characters of an error that is always shown: it may say why a cell was stopped
_EACH = 100  # what an output counts in addition to its text
_TEXTS = ("text/plain", "text/latex", "text/html", "text/markdown")
_SHORT_CODE = 2_000  # characters of a cell that takes no time to colour, whatever it holds
_MAY_BE_CUT = ("text/plain", "text/latex")


class LimitPage(NbGraderPreprocessor):
    """Cut long outputs, and leave out those that are too many. What tests say is always shown.

    Code that takes too long to colour is cut, after it ran. A text that can't be rendered shows as it was typed.
    """

    shown_text = Float(
        3.0, help="MB of text in all outputs together, without those of tests; the rest is not shown"
    ).tag(config=True)

    page_seconds = Integer(
        20, help="seconds of processor time for a page's texts and coloured code; more code is not shown"
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Limit one notebook."""
        self._left = self.shown_text * _MB
        self._seconds = float(self.page_seconds)
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Limit one cell; leave the text of the instructor's locked ones as it is."""
        began = time.process_time()
        if not utils.is_locked(cell):
            if cell.cell_type == "code":
                self._limit_code(cell, began)
            elif cell.cell_type == "markdown" and not (self._seconds > 0 and _can_be_rendered(cell)):
                cell.source = f"<pre>{html.escape(cell.source, quote=False)}</pre>"
                cell.pop("attachments", None)
        self._seconds -= time.process_time() - began
        if cell.cell_type == "code":
            self._limit_outputs(cell)
        return cell, resources

    def _limit_code(self, cell: Any, began: float) -> None:
        if len(cell.source) <= _SHORT_CODE:
            return
        for position, _, _ in IPython3Lexer().get_tokens_unprocessed(cell.source):
            if position > _SHORT_CODE and time.process_time() - began > self._seconds:
                more = f"{len(cell.source) - position:,} more characters, which take too long to show"
                cell.source = f"{cell.source[:position]}\n# … and {more}."
                return

    def _limit_outputs(self, cell: Any) -> None:
        kept: list[Any] = []
        is_full = False
        for output in cell.outputs:
            size = _cut(output)
            if is_test(cell) or (output.output_type == "error" and size <= _SHORT):
                kept.append(output)
            elif size <= self._left:
                self._left -= size
                kept.append(output)
            elif not is_full:
                is_full = True
                told = f"Not shown: all cells together may show {self.shown_text:g} MB of text.\n"
                kept.append(new_output("stream", name="stderr", text=told))
        cell.outputs = kept


def _can_be_rendered(cell: Any) -> bool:
    """Say whether nbconvert makes HTML of a text; it doesn't if a pasted picture is missing."""
    if cell.get("attachments"):
        return _renders(cell.source, cell.attachments)
    return _renders_alone(cell.source)


@lru_cache(maxsize=200)  # most texts are the instructor's, and the same for all students
def _renders_alone(text: str) -> bool:
    return _renders(text, {})


def _renders(text: str, attachments: dict[str, Any]) -> bool:
    try:
        MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments=attachments)).render(text)
    except Exception:  # whatever a text may lead its libraries to
        return False
    return True


def _cut(output: Any) -> int:
    """Cut an output's texts; return how much it counts."""
    if output.output_type == "stream":
        output.text = _cut_text(output.text)
        return len(output.text) + _EACH
    if output.output_type == "error":
        output.ename, output.evalue = _cut_text(output.ename), _cut_text(output.evalue)
        if sum(map(len, output.traceback)) > _MAX_TEXT:
            output.traceback = [_cut_text("\n".join(output.traceback))]
        return len(output.ename) + len(output.evalue) + sum(map(len, output.traceback)) + _EACH
    for kind in _MAY_BE_CUT:
        if kind in output.data:
            output.data[kind] = _cut_text("".join(output.data[kind]))
    return sum(len("".join(output.data[kind])) for kind in _TEXTS if kind in output.data) + _EACH


def _cut_text(text: str) -> str:
    if len(text) <= _MAX_TEXT:
        return text
    return f"{text[:_MAX_TEXT]}\n… and {len(text) - _MAX_TEXT:,} more characters, which are not shown."
