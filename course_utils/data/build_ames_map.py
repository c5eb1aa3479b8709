"""Build ames_map.json, with which `course_utils.logistic_map` and its page begin. Run: `make data`.

It has 600 of the houses that u04n3-logreg-pytorch trains on, prepared as there: [longitude, latitude, price class], the
first two standardized.
"""

import json
from pathlib import Path

import pandas as pd
from sklearn.model_selection import train_test_split

from course_utils.ames import load_ames

MAP_FILE = Path(__file__).with_name("ames_map.json")
N_HOUSES = 600


def ames_map() -> dict[str, object]:
    """Return the state of a map at its start."""
    ames = load_ames()
    places = ames[["Longitude", "Latitude"]]
    places = (places - places.mean()) / places.std(ddof=0)
    classes = pd.cut(ames["Sale_Price"].rank(pct=True), bins=3, labels=False)
    train, _, train_classes, _ = train_test_split(places.to_numpy(), classes.to_numpy(), test_size=0.2, random_state=42)
    houses = [[round(x, 4), round(y, 4), int(label)] for (x, y), label in zip(train, train_classes, strict=True)]
    return {
        "labels": ["low", "medium", "high"],
        "weights": [[-0.5, 0, 0.5], [-0.5, 0, 0.5]],
        "bias": [0, 0.5, 0],
        "houses": houses[:N_HOUSES],
    }


if __name__ == "__main__":
    MAP_FILE.write_text(json.dumps(ames_map(), separators=(",", ":")) + "\n")
    print(f"Wrote {MAP_FILE.name}: {MAP_FILE.stat().st_size / 1000:.0f} kB")
