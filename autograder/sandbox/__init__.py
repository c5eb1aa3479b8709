"""Where a submission runs: a kernel of its own, shut off from the machine and from everyone else."""
