"""What became of each hand-in: a table of ours beside nbgrader's."""
