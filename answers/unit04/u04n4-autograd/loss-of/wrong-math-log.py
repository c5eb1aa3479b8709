# A number: nothing is remembered.
# fails: loss-of-test
# hint: You return a plain number, which remembers nothing. Compute with Values, and with your own
# hint: log.
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return math.log(total.data) - shifted[label].data
