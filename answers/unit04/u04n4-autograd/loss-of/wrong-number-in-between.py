# The logit is a number, so its share of the gradient is lost.
# fails: loss-of-test
# hint: Your loss has the right value, but part of it was computed with plain numbers, and is
# hint: forgotten. Use Values all the way.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return log(total) - shifted[label].data
