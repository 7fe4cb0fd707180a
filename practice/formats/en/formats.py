"""How English pages write dates and times: one form on all of them, one clock, as wide at nine as at noon."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
