# Nothing is returned.
# fails: loss-of-test
# hint: Your function returns nothing. It computes the loss: what hands it back to the caller?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    loss = log(total) - shifted[label]
