"""Formulas as MathML, which browsers render without a script or a font from elsewhere."""

import html
from xml.etree.ElementTree import tostring

from latex2mathml.converter import convert_to_element


def to_mathml(latex: str, *, block: bool = False) -> str:
    """Return a formula as MathML: within a line, or on a line of its own.

    Nothing in the formula becomes HTML of the page.

    Raises
    ------
    Exception
        Of whatever kind, if it is no formula.
    """
    formula = convert_to_element(latex, display="block" if block else "inline")
    for part in formula.iter():  # characters are there as "&#x0002B;", and would be escaped twice
        part.attrib.pop("href", None)
        part.text = html.unescape(part.text) if part.text else part.text
    return tostring(formula, encoding="unicode")
