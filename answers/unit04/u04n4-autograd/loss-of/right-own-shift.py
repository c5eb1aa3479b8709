# Shifted by the number itself.
def loss_of(logits, label):
    largest = max(logit.data for logit in logits)
    shifted = [logit - largest for logit in logits]
    total = sum(exp(logit) for logit in shifted)
    return log(total) - shifted[label]
