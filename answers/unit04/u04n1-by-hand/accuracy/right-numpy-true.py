# A comparison of NumPy.
accuracy = np.argmax([prob_low, prob_medium, prob_high]) == 1
