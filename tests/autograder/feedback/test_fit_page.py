from autograder.feedback.fit_page import FitPage
from tests.conftest import notebook


def test_adds_to_the_styles_of_the_page() -> None:
    nb = notebook()
    same, resources = FitPage().preprocess(nb, {"inlining": {"css": ["pre { color: black }"]}})
    assert same is nb
    first, added = resources["inlining"]["css"]
    assert first == "pre { color: black }"
    assert "pre-wrap" in added and "max-width" in added
