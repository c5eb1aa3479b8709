# In double precision.
sure_logits = tensor([0.0, 8.0, 0.0], dtype=torch.float64)
