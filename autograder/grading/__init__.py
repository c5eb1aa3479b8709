"""Grading: our steps from a submission to its points; nbgrader has others."""
