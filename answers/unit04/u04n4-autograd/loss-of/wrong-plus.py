# Plus the logit.
# fails: loss-of-test
# hint: You add the second part. Look at the sign in the formula.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return log(total) + shifted[label]
