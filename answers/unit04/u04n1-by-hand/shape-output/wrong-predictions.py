# The classes after the choice, not their scores.
# fails: shape-output-test
output_shape = (100,)
