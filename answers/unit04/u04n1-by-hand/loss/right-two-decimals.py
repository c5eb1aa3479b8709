# Two decimals.
loss = 0.35
