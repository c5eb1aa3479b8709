"""Formulas of the site as MathML."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from autograder.notebook.mathml import to_mathml


def visit_math(self: Any, node: nodes.math) -> None:
    """Write a formula within a line."""
    self.body.append(to_mathml(node.astext()))
    raise nodes.SkipNode


def visit_math_block(self: Any, node: nodes.math_block) -> None:
    """Write a formula on a line of its own; where it is wider than the page, it can be scrolled."""
    self.body.append(
        self.starttag(node, "div", CLASS="formula", tabindex="0", role="group", **{"aria-label": "Formula"})
    )
    self.body.append(to_mathml(node.astext(), block=True))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the two."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
