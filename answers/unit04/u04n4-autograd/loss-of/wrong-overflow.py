# Nothing is shifted, so large logits overflow.
# fails: loss-of-test
# hint: You compute with the logits as they came, and large ones overflow. What have the given lines
# hint: prepared?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in logits)
    return log(total) - logits[label]
