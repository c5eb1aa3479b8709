# The others much smaller.
sure_logits = tensor([-50.0, 0.0, -50.0])
