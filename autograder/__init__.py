"""What instructors run: making releases, grading, reporting."""
