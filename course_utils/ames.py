"""The house sales of Ames, Iowa: the data set of the classification labs."""

from importlib.resources import files

import pandas as pd


def load_ames() -> pd.DataFrame:
    """Load the 2,930 house sales of Ames, Iowa, from 2006 to 2010. No network is used.

    Returns
    -------
    DataFrame of shape (2930, 74)
        One row per sale. Among the columns: `Sale_Price` (US dollars), `Longitude` and `Latitude` (degrees),
        `Gr_Liv_Area` and the other areas (square feet), `Year_Built`. Text columns hold plain strings; the text
        "None" is a category of its own ("no masonry veneer"), and no value is missing.

    Notes
    -----
    Source: D. De Cock (2011), "Ames, Iowa: Alternative to the Boston Housing Data as an End of Semester Regression
    Project", Journal of Statistics Education 19(3); as processed by the R package modeldata (table `ames`, MIT
    licence). `course_utils/data/build_ames.py` makes the file that is read here.

    Examples
    --------
    >>> ames = load_ames()
    >>> ames.shape
    (2930, 74)
    """
    with (files("course_utils") / "data" / "ames.csv.gz").open("rb") as file:
        # "None" is a category here, not a missing value. pandas' fast float parser can be off in the last digit.
        return pd.read_csv(file, compression="gzip", keep_default_na=False, float_precision="round_trip")
