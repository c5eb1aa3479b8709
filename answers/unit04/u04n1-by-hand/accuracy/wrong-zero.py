# Counted as wrong.
# fails: accuracy-test
# hint: You counted the prediction as wrong. Which class gets the largest probability, and which is
# hint: the true one?
accuracy = 0
