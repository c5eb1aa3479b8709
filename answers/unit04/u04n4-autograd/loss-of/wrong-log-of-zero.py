# By way of the probability, which is rounded to 0.
# fails: loss-of-test
# hint: You take the logarithm of a probability, which may have been rounded to 0. How does the
# hint: formula avoid it?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return -log(exp(shifted[label]) / total)
