"""The product's settings, on a data folder of the tests' own."""

import os
from pathlib import Path

os.environ["DATA_DIR"] = str(Path(__file__).resolve().parent.parent / "var" / "test")

from practice.settings import *  # noqa: F403
