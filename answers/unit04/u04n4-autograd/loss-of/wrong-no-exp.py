# exp is missing.
# fails: loss-of-test
# hint: You add up the logits themselves. What does the formula do to each before adding?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(shifted)
    return log(total) - shifted[label]
