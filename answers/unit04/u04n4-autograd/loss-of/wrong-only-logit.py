# Only the second part.
# fails: loss-of-test
# hint: You left out the first part of the formula. What do the other classes contribute?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return -shifted[label]
