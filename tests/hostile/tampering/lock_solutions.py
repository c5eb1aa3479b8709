"""Mark the answers as locked and graded, and the tests as answers."""
# %% tamper
for cell in nb.cells:
    settings = cell.metadata.get("nbgrader", {})
    if settings.get("solution"):
        settings.update(solution=False, locked=True, grade=True, points=1)
    elif settings.get("grade"):
        settings.update(solution=True, locked=False, grade=False)
        cell.source = "pass"
