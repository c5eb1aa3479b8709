# Checks what it is given.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    assert isinstance(label, int) and all(isinstance(logit, Value) for logit in logits)
    total = sum(exp(logit) for logit in shifted)
    return log(total) - shifted[label]
