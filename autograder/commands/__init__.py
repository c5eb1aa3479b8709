"""The verbs of the command `autograder`: a file for each, with `add_arguments(parser)` and `run(arguments, config)`."""
