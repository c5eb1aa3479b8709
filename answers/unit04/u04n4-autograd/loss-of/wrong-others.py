# The true class isn't in the total.
# fails: loss-of-test
# hint: You left the true class out of the sum. The formula adds up all classes.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for k, logit in enumerate(shifted) if k != label)
    return log(total) - shifted[label]
