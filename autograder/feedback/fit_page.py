"""A step of a feedback page: make a graded notebook short, and fit for a student's eyes."""

import re
import sys
from pathlib import Path
from typing import Any

from nbconvert.filters import strip_ansi
from nbformat.v4 import new_output
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor

_TEXT, _ALL_TEXTS, _HTML = 3_000, 50_000, 20_000  # characters of outputs: of one, of all together, of a table
_SOURCE, _ALL_SOURCES = 10_000, 100_000  # characters of cells: of one, of all together
_SHORT = 1_000  # characters of an error that is shown in any case
_TO_CODE = re.compile(r"(?<![\w/.])(?:/[^\s/'\"<>:()]+)+/(?P<name>[^\s/'\"<>:()]+\.\w+)")
_WHERE = re.compile(r"^-+> (?P<line>\d+)(?: (?P<code>.*))?$", flags=re.MULTILINE)


class FitPage(NbGraderPreprocessor):
    """Keep of an error what it says and the line of the student's cell; shorten texts; take the grader's paths out."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Fit one notebook."""
        places = {sys.prefix, sys.base_prefix, str(Path(CourseDirectory(parent=self).root).resolve()), str(Path.home())}
        self._places = re.compile("|".join(re.escape(place) for place in sorted(places - {"/"}, key=len, reverse=True)))
        self._left, self._sources_left = _ALL_TEXTS, _ALL_SOURCES
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: Any, resources: dict[str, Any], cell_index: int) -> tuple[Any, dict[str, Any]]:
        """Fit one cell."""
        if not cell.metadata.get("nbgrader", {}).get("locked"):
            cell.source = _cut(cell.source, max(0, min(_SOURCE, self._sources_left)))
            self._sources_left -= len(cell.source)
        cell.outputs = [self._fitted(output) for output in cell.get("outputs", [])]
        if cell.cell_type != "code":
            del cell["outputs"]
        return cell, resources

    def _fitted(self, output: Any) -> Any:
        if output.output_type == "error":
            said = self._text(output.evalue, at_least=_SHORT)
            where = _WHERE.search(strip_ansi("\n".join(output.traceback)))
            line = f"line {where['line']}: {(where['code'] or '').strip()}" if where else ""
            return new_output("error", ename=output.ename[:100], evalue=said, traceback=[_cut(line, 200)])
        if output.output_type == "stream":
            output.text = self._text(output.text)
            return output
        if len(output.data.get("text/html", "")) > min(_HTML, self._left):
            del output.data["text/html"]
            output.data.setdefault("text/plain", "(a table that is too large for this page)")
        self._left -= len(output.data.get("text/html", ""))
        for kind in ("text/plain", "text/latex", "text/markdown"):
            if kind in output.data:
                output.data[kind] = self._text(output.data[kind])
        return output

    def _text(self, text: str, at_least: int = 100) -> str:
        text = _cut(self.without_paths(strip_ansi(text)), max(at_least, min(_TEXT, self._left)))
        self._left -= len(text)
        return text

    def without_paths(self, text: str) -> str:
        """Return a text in which only the names of files are left of the grader's paths."""
        return self._places.sub("…", _TO_CODE.sub(r"…/\g<name>", text))


def _cut(text: str, size: int) -> str:
    return text if len(text) <= size else f"{text[:size]}\n… ({len(text) - size:,} more characters)"
