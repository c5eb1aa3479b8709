# From x.
first_operation = (50 * x).exp()
first_operation
