"""Grading on Gradescope: the zip that its autograder takes, and what runs there in its container."""
