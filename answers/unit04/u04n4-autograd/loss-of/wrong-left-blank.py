# Left as it was.
# fails: loss-of-test
# hint: A blank is still empty. The formula has two parts: which line has prepared the sum for you?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return ...
