"""What became of each hand-in, in our own tables beside nbgrader's."""
