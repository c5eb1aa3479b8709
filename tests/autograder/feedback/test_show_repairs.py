"""Feedback pages tell what was repaired."""

from nbconvert import HTMLExporter

from autograder.feedback.show_repairs import ShowRepairs
from tests.conftest import code, notebook


def test_repairs_come_first_and_show_as_they_are() -> None:
    nb = notebook(code("1"))
    nb.metadata["repairs"] = [
        "cell __my_test__ was missing",
        "had tags: ['<script>x</script>', '[a](javascript:b)', '$x$']",
    ]
    nb, _ = ShowRepairs().preprocess(nb, {})
    page, _ = HTMLExporter().from_notebook_node(nb)
    assert page.index("What was repaired before grading") < page.index("__my_test__")
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert 'href="javascript' not in page


def test_nothing_is_said_where_nothing_was_repaired() -> None:
    nb, _ = ShowRepairs().preprocess(notebook(code("1")), {})
    assert len(nb.cells) == 2
