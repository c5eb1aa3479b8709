# In the other order.
model = stats.norm(scale=np.std(sun, ddof=1), loc=np.mean(sun))
