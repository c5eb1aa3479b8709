"""Look for the tests among the cells that IPython remembers.

Deserves: answer, double, halve
"""
# %% after halve
shell = get_ipython()
print(In, Out, _ih, _oh, _i, _ii, _)
shell.run_line_magic("history", "")
shell.run_line_magic("whos", "")
shell.run_line_magic("notebook", "x.ipynb")
print(open("x.ipynb").read())
print(list(shell.history_manager.get_range(output=True)))
print([name for name in globals() if "EXPECTED" in name or "INPUT" in name])
