# Adds up nothing but the true class.
# fails: loss-of-test
# hint: Your loss is always 0, as if the true class were the only one. Whose exps does the formula
# hint: add up?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = exp(shifted[label])
    return log(total) - shifted[label]
