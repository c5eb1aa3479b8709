# Whole numbers.
sure_logits = tensor([0, 9, 0])
