# The logarithm is missing.
# fails: loss-of-test
# hint: You left out the logarithm of the sum. Compare with the formula, from left to right.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return total - shifted[label]
