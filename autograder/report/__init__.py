"""Showing a graded class."""
