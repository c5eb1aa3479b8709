"""Show many little things, change one again and again, and take it back again and again."""
# %% before answer
from IPython.display import clear_output

for number in range(5_000):
    display(number)
# %% before double
handle = display("x", display_id=True)
for number in range(5_000):
    handle.update("x" * 100)
# %% before halve
for number in range(3_000):
    print("x" * 100, flush=True)
    clear_output(wait=number % 2 == 0)
