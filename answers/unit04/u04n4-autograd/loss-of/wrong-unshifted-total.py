# The total isn't of shifted logits.
# fails: loss-of-test
# hint: Your second part is of shifted logits, but your sum isn't. Both need the same shift.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in logits)
    return log(total) - shifted[label]
