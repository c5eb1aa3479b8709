"""Give every cell the id of the first test cell."""
# %% tamper
for cell in nb.cells:
    cell.id = "answer-test"
    cell.metadata.setdefault("nbgrader", {})["grade_id"] = "answer-test"
