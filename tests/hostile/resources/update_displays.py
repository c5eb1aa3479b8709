"""Change what is shown, again and again."""
# %% before answer
handle = display("x", display_id=True)
for number in range(20_000):
    handle.update("x" * 100)
