# The numbers of bus lines as quantities.
# fails: framing-buses-test
# hint: You framed it as a regression. Is line 6 more than line 5, or only another line?
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900,)
buses_n_outputs = 1
buses_loss = F.mse_loss
