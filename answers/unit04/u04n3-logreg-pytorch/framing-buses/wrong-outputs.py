# As many outputs as inputs.
# fails: framing-buses-test
# hint: Your layer gives as many numbers as it takes. What needs a score of its own?
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900,)
buses_n_outputs = 3
buses_loss = F.cross_entropy
