"""What a notebook is to the course: its cells, marks and blanks."""
