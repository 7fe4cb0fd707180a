"""The product's settings, on a data folder of the tests' own."""

import os
from pathlib import Path

os.environ["DATA_DIR"] = str(Path(__file__).resolve().parent.parent / "var" / "test")

from practice.settings import *  # noqa: F403
from practice.settings import DATA, DATABASES, STATIC_ROOT, STORAGES, TEMPLATES, EmbeddedServer
from tests.undefined import Undefined

# What a crash would lose is of no worth here, and waiting for the disk is a third of the time.
if isinstance(DATABASES["default"]["SERVER"], EmbeddedServer):
    DATABASES["default"]["SERVER"] = EmbeddedServer(DATA, ("fsync=off", "full_page_writes=off"))

# Argon2 takes its time, by design; what tests say of passwords does not rest on it.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# Pages find static files where they lie, so that no test needs them collected.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Each process of the tests counts for itself.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
