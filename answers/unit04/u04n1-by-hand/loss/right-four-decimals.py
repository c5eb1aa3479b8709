# Four decimals.
loss = 0.3490
