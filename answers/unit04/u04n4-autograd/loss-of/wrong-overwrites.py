# Shifts the logits that it is given.
# fails: loss-of-test
# hint: You change the logits that you were given. Leave the given lines as they were: they make new
# hint: Values.
def loss_of(logits, label):
    largest = max(logit.data for logit in logits)
    for logit in logits:
        logit.data -= largest
    total = sum(exp(logit) for logit in logits)
    return log(total) - logits[label]
