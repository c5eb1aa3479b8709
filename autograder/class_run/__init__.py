"""Grading a class: which hand-ins to grade, a pool that grades them, one writer, and progress."""
