# Counted as wrong.
# fails: accuracy-test
accuracy = 0
