"""Right and wrong answers to the questions: reading them, filling them in, judging them."""
