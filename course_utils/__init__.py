"""What the course's notebooks import."""

from course_utils.ames import load_ames
from course_utils.figures import plot_decision_regions, show
from course_utils.flatten import flatten

__all__ = ["flatten", "load_ames", "plot_decision_regions", "show"]
