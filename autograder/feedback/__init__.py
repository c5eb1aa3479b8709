"""Feedback pages: our steps from a graded notebook to a student's page; nbgrader has others."""
