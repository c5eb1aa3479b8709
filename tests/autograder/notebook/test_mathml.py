import pytest

from autograder.notebook.mathml import to_mathml


def test_a_formula_is_mathml() -> None:
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in to_mathml(r"\frac{a}{b}")
    assert 'display="block"' in to_mathml("x", block=True)
    assert "<mo>−</mo>" in to_mathml("-x")


@pytest.mark.parametrize("latex", [r"\text{<b>x</b>}", r"\text{&lt;b&gt;}", r"\href{javascript:alert(1)}{x}", "a<b>c"])
def test_nothing_in_a_formula_becomes_html_or_a_link(latex: str) -> None:
    drawn = to_mathml(latex)
    assert "<b>" not in drawn and "href" not in drawn
