# The logit isn't shifted.
# fails: loss-of-test
# hint: Your sum is of shifted logits, but your second part isn't. Both need the same shift.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return log(total) - logits[label]
