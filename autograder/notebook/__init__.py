"""What a notebook is to the course: its cells, markers and blanks."""
