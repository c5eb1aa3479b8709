"""Writing the public tree: what students see, and nothing else."""
