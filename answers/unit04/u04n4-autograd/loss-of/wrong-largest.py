# The loss of the most likely class.
# fails: loss-of-test
# hint: You left out the second part of the formula. Where does the true class come in?
def loss_of(logits, label):
    shift = Value(-max(logit.data for logit in logits), label="shift")
    shifted = [logit + shift for logit in logits]  # the largest is 0 now
    total = sum(exp(logit) for logit in shifted)
    return log(total)
