"""Right and wrong answers to the questions: reading, filling in, judging them."""
