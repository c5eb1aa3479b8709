# The shape of the inputs.
# fails: framing-buses-test
# hint: You gave y the shape of the inputs. What does y hold for each passenger?
buses_inputs = ["hour", "longitude", "latitude"]
buses_y_shape = (900, 3)
buses_n_outputs = 12
buses_loss = F.cross_entropy
