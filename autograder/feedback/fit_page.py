"""Last step of a feedback page: let everything fit its width."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

STYLE = """\
/* nbgrader's page cuts off what is wider than it is: above all the message of a failed test. */
div.output_area pre { white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; }
div.output_area img { max-width: 100%; height: auto; }
"""


class FitPage(NbGraderPreprocessor):
    """Wrap long lines of outputs and scale wide pictures. It adds to the styles that nbconvert has collected."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Add the style to those of the page."""
        resources["inlining"]["css"].append(STYLE)
        return nb, resources
