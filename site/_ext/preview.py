"""Make a page of a release notebook: what a student gets, with the blanks marked."""

import ast
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ipython_pygments_lexers import IPython3Lexer
from nbformat.v4 import new_markdown_cell
from nbgrader import utils
from pygments.filter import Filter
from pygments.lexer import Lexer
from pygments.token import Comment, Operator
from units import COURSE, question_label

from autograder.course.config import load_config
from autograder.course.public_repository import PublicRepository
from autograder.notebook.cells import is_test, title_of
from autograder.release.add_colab_setup import BADGE_ID

CONFIG = load_config(COURSE)
STUBS = CONFIG.ClearSolutions
SITE_LINK = re.compile(rf"\[([^\]]+)\]\({re.escape(PublicRepository(config=CONFIG).site)}([^)\s]+)\)")
BLANK = Comment.Blank  # becomes the CSS class c-Blank
HEAD = """\
# {title}

```{{notebook-links}} {assignment}/{name}
```
"""


class MarkBlanks(Filter):
    """Make each `...`, and each line that stands for code, one token, so that it can be marked."""

    def filter(self, lexer: Lexer, stream: Iterable[tuple[Any, str]]) -> Iterator[tuple[Any, str]]:
        """Yield the tokens of a cell; Pygments has three for the three dots."""
        dots = 0
        for token, value in stream:
            if token is Operator and value == ".":
                dots += 1
                if dots == 3:
                    yield BLANK, "..."
                    dots = 0
                continue
            yield from [(Operator, ".")] * dots
            dots = 0
            yield (BLANK if value == STUBS.code_stub["python"] else token), value
        yield from [(Operator, ".")] * dots


class NotebookLexer(IPython3Lexer):
    """IPython's language, with blanks."""

    name = "Notebook"
    aliases = ["notebook"]  # noqa: RUF012  (as Pygments has it)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.add_filter(MarkBlanks())


# Widgets as their cells' outputs name them, and the directive that puts each on a page.
WIDGETS = {"softmax_demo": "softmax-demo", "logistic_map": "logistic-map"}
WIDGET = """\
```{{{directive}}}
{state}
```
"""


def live_widget(output: Any) -> Any:
    """Return a text cell with the widget whose picture an output is; None for any other output."""
    text = output.get("data", {}).get("text/plain", "")
    name, _, _ = text.partition("(")
    if name not in WIDGETS:
        return None
    keywords = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.keyword)]
    state = {keyword.arg: ast.literal_eval(keyword.value) for keyword in keywords}
    return new_markdown_cell(WIDGET.format(directive=WIDGETS[name], state=json.dumps(state)))


def preview_of(nb: Any, assignment: str, name: str) -> Any:
    """Return a release notebook with all that its page needs.

    Links to Colab and to the file replace the badge below the title, as the badge's picture is on another server. Each
    question gets a link target, each picture its description, each written answer a mark. Tests are folded, widgets are
    live, and links to the site stay within it.
    """
    cells = []
    for cell in nb.cells:
        if cell.get("id") == BADGE_ID:
            continue
        if utils.is_grade(cell):
            cells.append(new_markdown_cell(f"({question_label(name, cell.metadata.nbgrader.grade_id)})="))
        if cell.cell_type == "markdown":
            cell.source = SITE_LINK.sub(r'<a href="../\2">\1</a>', cell.source)
            if cell.source.strip() == STUBS.text_stub:
                cell.source = f"{{.blank}}\n{STUBS.text_stub}"
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):  # pandas leaves a heading empty, which reads as "blank"
                output.data["text/html"] = output.data["text/html"].replace("<th></th>", "<td></td>")
            if alt := output.get("metadata", {}).get("image/png", {}).get("alt"):
                cell.metadata["mystnb"] = {"image": {"alt": alt}}
        if is_test(cell) and (title := title_of(cell.source)):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]  # MyST-NB puts it in a <details>
            cell.metadata["mystnb"] = {"code_prompt_show": title, "code_prompt_hide": title}
        if utils.is_solution(cell):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "answer"]  # for the style sheet
        widgets = [widget for output in cell.get("outputs", []) if (widget := live_widget(output))]
        if widgets:
            cell.outputs = [output for output in cell.outputs if not live_widget(output)]
        cells += [cell, *widgets]

    titled = next(cell for cell in cells if cell.source.startswith("# ") and cell.cell_type == "markdown")
    title, _, rest = titled.source.partition("\n")
    titled.source = rest
    head = HEAD.format(title=title.removeprefix("# "), assignment=assignment, name=name)
    nb.cells = [new_markdown_cell(head), *cells]
    nb.metadata["language_info"] = {"name": "python", "pygments_lexer": "notebook"}
    return nb
