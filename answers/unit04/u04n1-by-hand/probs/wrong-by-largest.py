# Divided by the largest, not by the sum.
# fails: probs-test
# hint: You divided by the largest, so it became 1. What must you divide by if the three should sum
# hint: to 1?
prob_low = 0.368
prob_medium = 1.0
prob_high = 0.0498
