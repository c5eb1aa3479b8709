"""Grading: the steps that a submission goes through, besides nbgrader's own."""
