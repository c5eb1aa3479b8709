"""Grades and feedback, out to where they belong: one file for each LMS. No other file depends on an LMS."""
