"""Show many things, each a little one."""
# %% before answer
for number in range(5_000):
    display(number)
