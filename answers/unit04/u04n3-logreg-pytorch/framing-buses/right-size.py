# The shape as PyTorch gives it.
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = torch.Size([900])
buses_n_outputs = 12
buses_loss = F.cross_entropy
