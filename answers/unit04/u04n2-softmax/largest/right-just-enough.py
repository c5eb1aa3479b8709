# Just enough.
sure_logits = tensor([0.0, 7.7, 0.0])
