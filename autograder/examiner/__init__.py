"""Running test cells in a process of the grader, on what a student's kernel sends."""
