import pytest

from course_utils import logistic_map, softmax_demo
from course_utils.widget import Widget


@pytest.mark.parametrize("widget", [softmax_demo(), logistic_map()], ids=lambda widget: type(widget).__name__)
def test_every_rule_of_the_style_keeps_to_the_widget(widget: Widget) -> None:
    rules = [
        line
        for line in widget.get_state()["_css"].splitlines()
        if line.rstrip().endswith((" {", ",")) and not line.lstrip().startswith(("@", "--"))
    ]
    assert len(rules) > 20
    assert [
        line for line in rules if not any(name in line for name in (".course-widget", ".softmax-demo", ".logistic-map"))
    ] == []
