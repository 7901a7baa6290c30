"""Lithuanian: year, month, day; a decimal comma, and thousands apart by a space that does not break.

A page says its format in English order; here stands what Lithuanian puts in its place (Django looks a format up by its
name, and the whole format is its name).
"""

DECIMAL_SEPARATOR = ","
THOUSAND_SEPARATOR = "\N{NO-BREAK SPACE}"
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 1

globals().update(
    {
        "D j M, H:i": "D, N j, H:i",
        "l j F, H:i": r"l, E j \d., H:i",
        "l, j F, H:i": r"l, E j \d., H:i",
        "l j F": r"l, E j \d.",
        "D j M": "D, N j",
        "D j M Y": "Y-m-d, D",
        "D j M Y, H:i": "Y-m-d, D, H:i",
        "j M": "N j",
        "j M, H:i": "N j, H:i",
        "j M Y": "Y-m-d",
        "j M Y, H:i": "Y-m-d H:i",
        "j F": r"E j \d.",
        "j F, H:i": r"E j \d., H:i",
        "j F Y": r"Y \m. E j \d.",
        "F Y": r"Y \m. F",
        "M Y": "Y-m",
    }
)
