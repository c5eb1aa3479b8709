# The sign turned.
# fails: loss-of-test
# hint: Your loss has the wrong sign. Which of the two parts is subtracted?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return shifted[label] - log(total)
