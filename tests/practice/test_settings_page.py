"""The practice's settings: saved whole or not at all, both versions shown to whoever saves second, changes told."""

import pytest
from django.urls import reverse

from practice.hooks import thresholds_changed, time_zone_changed
from practice.models import Practice
from tests.snapshot import changed, snapshot

PAGE = "practice:settings"
FILLED = {
    "version": 1,
    "name": "Linden Massage",
    "address": "",
    "phone": "",
    "time_zone": "UTC",
    "emergency_number": "112",
    "review_after": 3,
    "refer_after": 5,
    "retention_years": 10,
    "referral_weeks": 3,
    "link_days": 14,
    "renewal_months": 12,
    "mail_check_ins": "on",
}


@pytest.fixture
def heard():
    """The names of the hooks that were sent, in order."""
    said: list[str] = []

    def hear(name):
        def receive(of, **_kwargs):
            said.append(f"{name} {of.review_after} {of.refer_after} {of.time_zone}")

        return receive

    receivers = {thresholds_changed: hear("thresholds"), time_zone_changed: hear("zone")}
    for signal, receive in receivers.items():
        signal.connect(receive)
    yield said
    for signal, receive in receivers.items():
        signal.disconnect(receive)


def save(browser, **fields):
    return browser.post(reverse(PAGE), FILLED | fields)


def test_settings_are_saved(as_, owner):
    browser = as_(owner)
    assert save(browser, address="Linden 5", retention_years=7, link_days=3, renewal_months=6).status_code == 302
    row = Practice.objects.get()
    assert (row.name, row.address, row.retention_years, row.version) == ("Linden Massage", "Linden 5", 7, 2)
    assert (row.link_days, row.renewal_months, row.mail_check_ins) == (3, 6, True)
    save(browser, version=2, mail_check_ins="")
    assert Practice.objects.get().mail_check_ins is False


def test_changed_thresholds_and_zone_are_told_and_nothing_else_is(as_, owner, heard):
    browser = as_(owner)
    save(browser)
    assert heard == []
    save(browser, version=2, review_after=2, refer_after=4)
    assert heard == ["thresholds 2 4 UTC"]
    save(browser, version=3, review_after=2, refer_after=4, time_zone="Asia/Tokyo")
    assert heard == ["thresholds 2 4 UTC", "zone 2 4 Asia/Tokyo"]


def test_a_receiver_that_fails_undoes_the_change(as_, owner):
    def fail(**_kwargs):
        raise RuntimeError

    browser = as_(owner)
    browser.raise_request_exception = False
    thresholds_changed.connect(fail)
    before = snapshot()
    try:
        assert save(browser, refer_after=9).status_code == 500
    finally:
        thresholds_changed.disconnect(fail)
    assert changed(before, snapshot()) == []


def test_whoever_saves_second_sees_both_and_can_save_over(as_, owner):
    browser = as_(owner)
    save(browser, name="Theirs", phone="1", address="Theirs alone")
    before = snapshot()
    page = save(browser, name="Mine", phone="2")
    assert (page.status_code, changed(before, snapshot())) == (409, [])
    assert [(theirs, mine) for _label, theirs, mine in page.context["clash"]] == [("Theirs", "Mine"), ("1", "2")]
    form = page.context["form"]
    again = {name: form[name].value() for name in form.fields}
    assert browser.post(reverse(PAGE), again).status_code == 302
    row = Practice.objects.get()
    assert (row.name, row.phone, row.address, row.version) == ("Mine", "2", "Theirs alone", 3)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "Nul\x00l"}, "name"),
        ({"time_zone": "Nowhere/Town"}, "time_zone"),
        ({"emergency_number": "help"}, "emergency_number"),
        ({"review_after": 0}, "review_after"),
        ({"review_after": "many"}, "review_after"),
        ({"review_after": 5}, "refer_after"),
        ({"refer_after": 61}, "refer_after"),
        ({"retention_years": 3}, "retention_years"),
        ({"referral_weeks": 0}, "referral_weeks"),
        ({"referral_weeks": 27}, "referral_weeks"),
        ({"link_days": 0}, "link_days"),
        ({"link_days": 91}, "link_days"),
        ({"renewal_months": 61}, "renewal_months"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_, owner, fields, field):
    browser = as_(owner)
    before = snapshot()
    page = save(browser, address="Typed Street", **fields)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert b"Typed Street" in page.content
    assert changed(before, snapshot()) == []


def test_the_page_takes_few_queries(as_, owner, django_assert_num_queries):
    browser = as_(owner)
    with django_assert_num_queries(3):  # session, user, practice
        browser.get(reverse(PAGE))
