"""Running test cells in the grader's process, on what a student's kernel sends."""
