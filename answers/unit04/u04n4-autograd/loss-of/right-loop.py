# Added up in a loop.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]
    total = Value(0.0)
    for logit in shifted:
        total = total + exp(logit)
    return log(total) - shifted[label]
