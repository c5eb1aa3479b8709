"""Show a single text of two hundred megabytes."""
# %% before answer
"x" * 20_000_000
# %% before double
print("x" * 200_000_000)
