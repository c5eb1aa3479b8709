"""Hand in a notebook whose metadata are nonsense everywhere."""
# %% tamper
NONSENSE = [None, 1, "x", [], {"schema_version": "x"}, {"grade_id": [], "points": "many"}, [[[]]], {"": {"": {}}}]
for number, cell in enumerate(nb.cells):
    cell.metadata = {"nbgrader": NONSENSE[number % len(NONSENSE)], "tags": 3, "colab": {"x": []}, "id": "../../x"}
nb.metadata = {"kernelspec": 1, "language_info": [], "nbgrader": {"points": 100}, "widgets": 3}
(folder / "lab.ipynb").write_text(__import__("json").dumps(nb))
# %% before answer
1 + 1
