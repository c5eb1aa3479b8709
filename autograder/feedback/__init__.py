"""Feedback pages: the steps from a graded notebook to what a student gets back, besides nbgrader's own."""
