"""The last step of a feedback page: make everything fit its width."""

from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor

STYLE = """\
/* nbgrader's page cuts off anything wider than itself: above all, the message of a failed test. */
div.output_area pre { white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere; }
div.output_area img { max-width: 100%; height: auto; }
"""


class FitPage(NbGraderPreprocessor):
    """Wrap long lines of outputs and scale wide pictures, with a style beside those that nbconvert has collected."""

    def preprocess(self, nb: Any, resources: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
        """Add the style to the page's own."""
        resources["inlining"]["css"].append(STYLE)
        return nb, resources
