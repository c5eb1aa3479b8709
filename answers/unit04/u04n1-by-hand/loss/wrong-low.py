# Of another class.
# fails: loss-test
# hint: You took the probability of the class low. Which class does the house really belong to?
loss = 1.35
