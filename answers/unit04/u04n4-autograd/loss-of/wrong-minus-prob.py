# Minus the probability: the logarithm is missing.
# fails: loss-of-test
# hint: You return minus the probability. Which function is still missing?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return -(exp(shifted[label]) / total)
