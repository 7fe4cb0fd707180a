"""recheck covers the board: an entry has a reason, none is missing, none is too many; and the board says so."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from cases import rechecking
from cases.models import BoardCheck
from cases.queries import open_cases
from cases.tasks import nightly_recheck
from sessions_log.models import Progress
from tests import factories
from tests.cases import build

SERIES = {"Finn": (7, 6, 7, 6, 6), "Rae": (7, 7, 6), "Wim": (5, 7), "Bea": (7, 4, 4), "Ed": (6, 6), "Neu": ()}


@pytest.fixture
def board(therapist):
    """Something under each list, and what stands under none."""
    made = {name: build.complaint(factories.client(name), therapist, values) for name, values in SERIES.items()}
    build.decision(made["Rae"], therapist)
    build.complaint(factories.client("Gone"), therapist, (7, 7, 7), ends=60)
    closed = {"closed_on": timezone.localdate(), "closed_reason": "resolved"}
    build.complaint(factories.client("Closed"), therapist, (7, 7, 7), **closed)
    build.complaint(factories.client("Archived", archived_at=timezone.now()), therapist, (7, 7, 7))
    return made


def recheck(**options):
    return rechecking.recheck(timezone.now(), **options)


def command(*options):
    out, code = StringIO(), 0
    try:
        call_command("recheck", *options, stdout=out)
    except SystemExit as ended:
        code = ended.code
    return code, out.getvalue().splitlines()


def test_a_board_as_it_should_be_has_no_faults(board):
    """Finn, Wim, Gone to decide; Rae waits; Ed is watched; Gone and Neu are not measured; Gone stopped coming; Bea is
    better, and new so."""
    assert recheck() == rechecking.Found(complaints=9, differing=0, entries=10, faults=0)
    assert command() == (
        0,
        [
            "complaints checked: 9",
            "differing: 0",
            "board entries checked: 10",
            "board entries wrong or missing: 0",
        ],
    )


@pytest.mark.parametrize(
    ("right", "wrong", "faults"),
    [
        ("WHERE c.closed_on IS NULL", "WHERE true", 1),
        ("AND cl.archived_at IS NULL", "", 1),
        ("p.stage IN ('review', 'refer')", "p.stage = 'refer'", 2),  # Rae and Gone are missing
    ],
)
def test_an_entry_too_many_and_one_that_is_missing_are_found(board, monkeypatch, right, wrong, faults):
    assert right in open_cases.CASES
    monkeypatch.setattr("cases.queries.board.CASES", open_cases.CASES.replace(right, wrong))
    found = recheck()
    assert (found.differing, found.faults) == (0, faults)
    assert command()[0] == 1


def test_an_entry_whose_reason_cannot_be_said_is_found_and_mended_with_its_numbers(board):
    Progress.objects.filter(complaint=board["Finn"]).update(measures={"intensity": {}})
    assert recheck().faults == 1
    assert recheck(fix=True) == rechecking.Found(complaints=9, differing=1, entries=10, faults=0)
    assert recheck().differing == 0


def test_the_nightly_check_mends_keeps_what_it_found_and_tells_numbers_without_names(board, caplog):
    Progress.objects.filter(complaint=board["Finn"]).update(without=1)
    with caplog.at_level("INFO"):
        nightly_recheck(0)
    assert [(record.levelname, record.getMessage()) for record in caplog.records if "checked" in record.message] == [
        ("ERROR", "Progress of 9 complaints checked: 1 differed and were mended"),
        ("ERROR", "10 entries of the board checked: 0 wrong or missing"),
    ]
    kept = BoardCheck.objects.get()
    assert (kept.differing, kept.mended, kept.entries, kept.faults) == (1, True, 10, 0)
    nightly_recheck(0)
    assert BoardCheck.objects.get().at == kept.at  # once a night


@pytest.mark.parametrize(
    ("hour", "since", "due"), [(3, 7, True), (3, 5, False), (2, 23, False), (9, 24, True), (12, 12, False)]
)
def test_it_is_due_at_night_and_otherwise_once_a_day(db, hour, since, due):
    now = timezone.now().replace(hour=hour, minute=20)
    BoardCheck.objects.create(pk=1, at=now - dt.timedelta(hours=since), entries=0, faults=0, differing=0, mended=True)
    assert rechecking.is_due(now) is due


@pytest.mark.parametrize(
    ("found", "words", "wrong"),
    [
        (None, "it was not yet", False),
        ({}, "each entry has its reason", False),
        ({"differing": 2}, "and put them right", False),
        ({"differing": 2, "mended": False}, "and changed nothing", True),
        ({"faults": 2}, "found 2 entries that are wrong or missing", True),
        ({"at": timezone.now() - dt.timedelta(hours=31)}, "has not run since", True),
    ],
)
def test_the_board_says_what_the_last_check_found_or_that_there_was_none(as_, owner, found, words, wrong):
    if found is not None:
        usual = {"at": timezone.now(), "entries": 9, "faults": 0, "differing": 0, "mended": True}
        BoardCheck.objects.create(pk=1, **usual | found)
    page = as_(owner).get("/fresh-look/")
    assert words in page.text
    assert page.context["nightly"].is_wrong is wrong
