"""Making releases: the steps from an instructor notebook to a student notebook, in `nbgrader_config.py`'s order."""
