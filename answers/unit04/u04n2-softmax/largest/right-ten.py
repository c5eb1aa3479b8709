# Ten more than the others.
sure_logits = tensor([1.0, 11.0, 1.0])
