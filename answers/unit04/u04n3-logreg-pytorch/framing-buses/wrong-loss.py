# The loss of a regression.
# fails: framing-buses-test
# hint: Your loss is for quantities. Is line 6 more than line 5, or only another line?
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900,)
buses_n_outputs = 12
buses_loss = F.mse_loss
