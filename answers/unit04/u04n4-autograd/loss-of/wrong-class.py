# Always the middle class.
# fails: loss-of-test
# hint: Your loss always looks at the same class. What tells you which one is true?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return log(total) - shifted[1]
