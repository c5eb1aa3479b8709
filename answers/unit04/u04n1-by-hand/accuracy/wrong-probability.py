# The probability of the true class.
# fails: accuracy-test
# hint: You took the probability of the true class. Accuracy only asks whether the prediction is
# hint: right.
accuracy = 0.705
