# One of three classes.
# fails: accuracy-test
accuracy = 1 / 3
