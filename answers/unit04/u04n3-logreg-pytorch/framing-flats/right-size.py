# The shape as PyTorch gives it.
flats_inputs = ("rooms", "area", "floor")
flats_y_shape = torch.Size([500])
flats_n_outputs = 1
flats_loss = F.mse_loss
