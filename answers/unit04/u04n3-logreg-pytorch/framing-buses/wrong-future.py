# What is known only afterwards.
# fails: framing-buses-test
# hint: Your model sees the future: one input is known only later. When does the town guess?
buses_inputs = ["hour", "longitude", "latitude", "ticket_price"]
buses_y_shape = (900,)
buses_n_outputs = 12
buses_loss = F.cross_entropy
