"""The sample practice: made up, the same every time, with dates that count back from today.

staff and people name everybody; kits say how each kind of complaint is worked; courses are series of ratings;
story is Clara Whitfield, whose headaches do not get better; calendar finds free times; load writes it all.
"""
