# One of three classes.
# fails: accuracy-test
# hint: You counted classes, as if the model guessed. Accuracy counts houses: how many are predicted
# hint: right?
accuracy = 1 / 3
