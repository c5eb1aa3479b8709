# A comparison.
accuracy = float(prob_medium > prob_low and prob_medium > prob_high)
