"""A real browser on the pages: the system's Chromium, driven by Playwright."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.db import connections
from django.test import Client

from tests.browser.watch import Watched

# Playwright keeps an event loop in the tests' own thread, and Django takes every such thread for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The shell is the same engine without a window's outfit: it takes half the time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
KEPT = ["--disable-back-forward-cache"]  # what Playwright would switch off: people's browsers have it


def pytest_collection_modifyitems(items):
    for item in items:
        if "/tests/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args():
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return {"executable_path": found, "args": FLAGS, "ignore_default_args": KEPT}
    missing = f"No browser found (looked for {', '.join(NAMES)}): tests of pages in a browser did not run."
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)


@pytest.fixture(scope="session")
def playwright(playwright):
    """While its loop runs, the tests' thread has a database connection of its own, which nothing else would close."""
    yield playwright
    connections.close_all()


@pytest.fixture
def live(browser, live_server, settings):
    """`live(person)` is a browser's page, logged in as that person (nobody: None), that remembers what went wrong."""
    settings.LOGIN_REDIRECT_URL = "/"
    cache.clear()  # of login attempts
    opened = []

    def open_as(person=None, width=1440, scheme="light", **options) -> Watched:
        options.setdefault("reduced_motion", "reduce")  # no colour is caught halfway to another
        context = browser.new_context(base_url=live_server.url, color_scheme=scheme, **options)
        opened.append(context)
        if person:
            client = Client()
            client.force_login(person)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        page = Watched(context.new_page())
        page.resize(width)
        return page

    yield open_as
    for context in opened:
        context.set_offline(True)  # a page that is closed sends what it holds: not into the next test
        context.close()
