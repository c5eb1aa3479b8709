# The probability itself.
# fails: loss-of-test
# hint: You return the probability. What does a loss make of it?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return exp(shifted[label]) / total
