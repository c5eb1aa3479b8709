# Takes three classes for granted.
# fails: loss-of-test
# hint: Your sum has three terms, however many classes there are. Leave the given line as it was.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = exp(shifted[0]) + exp(shifted[1]) + exp(shifted[2])
    return log(total) - shifted[label]
