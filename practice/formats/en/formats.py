"""How English pages write times: one clock on all of them, as wide at nine as at noon."""

TIME_FORMAT = "H:i"
