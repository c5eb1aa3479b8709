"""Stop in a debugger when a test calls, or in the tests' errors afterwards.

Deserves: double
"""
# %% double
def double(x):
    breakpoint()
    return 2 * x
# %% after double
get_ipython().run_line_magic("pdb", "on")
# %% halve
def halve(x):
    import pdb

    pdb.set_trace()
    1 / 0
# %% after halve
get_ipython().run_line_magic("debug", "")
get_ipython().run_line_magic("tb", "Verbose")
