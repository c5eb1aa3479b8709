"""What the tool knows about a course as a whole."""
