"""What the tool knows of a course as a whole."""
