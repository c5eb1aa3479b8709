# Minus infinity, which softmax takes for impossible.
sure_logits = tensor([-float("inf"), 1.0, -float("inf")])
