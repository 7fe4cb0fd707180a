"""Ratings from a CSV file: read.py reads its lines, stage.py gathers and checks them, load.py writes what is new."""
