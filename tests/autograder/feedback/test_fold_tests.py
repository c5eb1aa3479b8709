from nbconvert import HTMLExporter
from nbgrader.apps import NbGrader
from nbgrader.converters import GenerateFeedback
from traitlets.config import Config

from autograder.feedback.fold_tests import fold_tests
from tests.conftest import code, graded, notebook


def test_a_feedback_page_has_tests_in_details() -> None:
    nbgraders = GenerateFeedback(
        parent=NbGrader(), config=Config(HTMLExporter={"filters": {"highlight_code": fold_tests}})
    )
    test = graded("# Test: 1 < 2\nassert x")
    test.metadata.nbgrader.score = 1
    totals = {"notebook": "small", "score": 1, "max_score": 1, "late_penalty": 0}
    exporter = HTMLExporter(config=nbgraders.config)
    page, _ = exporter.from_notebook_node(notebook(test, code("y = 2")), {"nbgrader": totals})
    assert page.count("<details>") == 1
    assert page.index("Grade cell") < page.index("<summary>Test: 1 &lt; 2</summary>") < page.index("assert")
