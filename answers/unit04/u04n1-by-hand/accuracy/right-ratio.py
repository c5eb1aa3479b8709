# As a fraction.
accuracy = 1 / 1
