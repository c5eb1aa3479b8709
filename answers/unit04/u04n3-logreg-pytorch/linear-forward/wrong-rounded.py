# Rounded to classes already.
# fails: linear-forward-test
# hint: You round the predictions to whole numbers. Return them as they are: classes come later.
def linear_forward(X, weights, bias):
    return (X @ weights + bias).round()
