# The probability of the true class.
# fails: accuracy-test
accuracy = 0.705
