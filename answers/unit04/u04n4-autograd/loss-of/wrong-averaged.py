# The mean in place of the total.
# fails: loss-of-test
# hint: You average the exps instead of adding them up. What does the formula have inside the
# hint: logarithm?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted) / len(shifted)
    return log(total) - shifted[label]
