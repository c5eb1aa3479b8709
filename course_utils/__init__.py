"""What the course's notebooks import."""

from course_utils.ames import load_ames
from course_utils.checks import check
from course_utils.figures import plot_decision_regions, show
from course_utils.flatten import flatten
from course_utils.graph import draw_graph
from course_utils.logistic_map import logistic_map
from course_utils.softmax_demo import softmax_demo

__all__ = [
    "check",
    "draw_graph",
    "flatten",
    "load_ames",
    "logistic_map",
    "plot_decision_regions",
    "show",
    "softmax_demo",
]
