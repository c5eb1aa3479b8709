# Very large.
sure_logits = tensor([0.0, 1000.0, -1000.0])
