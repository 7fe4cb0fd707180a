"""What a client tells between visits, on her own device: a check-in before a visit, and a diary."""

import datetime as dt
import re
import uuid
from html import unescape

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake import diaries, gate, links
from intake.enums import Measure, Purpose
from intake.models import CheckIn, CheckInRating, ClientLink, ComplaintType, DiaryDay
from practice.models import Practice
from sessions_log.models import Rating
from tests import factories
from tests.intake.filled import BORN
from tests.snapshot import changed, rows_written, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_answers")]
NOW = timezone.now()
SHOWN = (("yes", ""), ("yes", "checked"), ("6", "checked"), ("no", "checked"))
DAY = {"birth_date_day": BORN.day, "birth_date_month": BORN.month, "birth_date_year": BORN.year}


def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def clara(db):
    return factories.client("Clara Whitfield", birth_date=BORN)


@pytest.fixture
def neck(clara):
    return factories.complaint(clara, "Neck", type=ComplaintType.objects.get(name="Neck"))


@pytest.fixture
def phone(clara):
    return Phone(clara)


class Phone:
    """Her own, which has given the birth date once."""

    def __init__(self, of, *, known: bool = True):
        self.of, self.browser = of, Client()
        if known:
            link = ClientLink(purpose=Purpose.DIARY, client=of)
            answer = gate.remember(RequestFactory().get("/"), HttpResponse(), link)
            self.browser.cookies.update(answer.cookies)

    def gets(self, purpose) -> "Phone":
        """A link arrives."""
        self.name = f"intake:{purpose}"
        _link, token = links.make_link(self.of, purpose, by=None, request_id=uuid.uuid4(), now=NOW)
        self.path = reverse(self.name, args=[token])
        self.first = reverse("intake:open", args=[token])
        return self

    def look(self) -> str:
        answer = self.browser.get(self.path)
        assert answer.status_code == 200
        return said(answer)

    def send(self, complaint, *, hx: bool = False, **answers):
        data = {f"q-{complaint.public_id.hex}-{name}": value for name, value in answers.items()}
        return self.browser.post(self.path, data)

    def keep(self, complaint, days: dict, *, hx: bool = False, **more):
        """`days`: by how many days ago, "no", "yes" or "yes 6"."""
        data = {}
        for ago, says in days.items():
            prefix = f"d-{today() - dt.timedelta(days=ago):%Y%m%d}-{complaint.public_id.hex}"
            had, _space, value = says.partition(" ")
            data |= {f"{prefix}-had": had, f"{prefix}-value": value}
            data |= {f"{prefix}-{name}": text for name, text in more.items()}
        return self.browser.post(self.path, data, headers={"HX-Request": "true"} if hx else {})


def said(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def kept(complaint) -> dict:
    """By how many days ago: had it, and how strong."""
    return {(today() - row.day).days: (row.had, row.value) for row in DiaryDay.objects.filter(complaint=complaint)}


def told() -> dict:
    return {
        row.measure: None if row.declined else row.parts or row.value for row in CheckInRating.objects.order_by("pk")
    }


class TestTheDoor:
    @pytest.mark.parametrize("purpose", [Purpose.CHECK_IN, Purpose.DIARY])
    def test_a_new_device_gives_the_birth_date_once_and_is_known_to_both(self, clara, neck, purpose):
        phone = Phone(clara, known=False).gets(purpose)
        answer = phone.browser.get(phone.path)
        asks = reverse("intake:birth_date", args=[phone.path.split("/")[2]])
        assert answer.url == asks
        assert phone.browser.post(phone.path, {}, headers={"HX-Request": "true"}).status_code == 401
        answer = phone.browser.post(asks, DAY, follow=True)
        assert answer.redirect_chain[-1] == (phone.path, 302) and "Neck" in said(answer)
        other = {Purpose.CHECK_IN: Purpose.DIARY, Purpose.DIARY: Purpose.CHECK_IN}[purpose]
        assert "Neck" in phone.gets(other).look()

    def test_without_a_birth_date_on_record_nothing_opens(self, clara, neck):
        phone = Phone(clara, known=False).gets(Purpose.DIARY)
        clara.birth_date = None
        clara.save()
        assert [phone.browser.get(path).status_code for path in (phone.path, phone.first)] == [404, 404]

    def test_somebody_elses_link_opens_nothing_of_hers(self, clara, neck):
        other = factories.client("Olga Other", birth_date=BORN)
        phone = Phone(clara)
        token = links.make_link(other, Purpose.CHECK_IN, by=None, request_id=uuid.uuid4(), now=NOW)[1]
        assert phone.browser.get(reverse("intake:check_in", args=[token])).status_code == 302
        assert phone.gets(Purpose.DIARY).browser.get(phone.path.replace("diary", "check-in")).status_code == 404


class TestCheckIn:
    def test_it_asks_what_a_visit_asks_and_shows_no_number_from_before(self, clara, phone, therapist):
        headaches = factories.complaint(
            clara,
            type=ComplaintType.objects.get(name="Headache"),
            main_measure=Measure.DAYS,
            track_days=True,
            track_function=True,
            activities=["Reading", "Driving"],
            track_painkiller_days=True,
        )
        factories.rating(factories.visit(clara, therapist, days_ago=3), headaches, 7)
        factories.complaint(clara, "Over since May", closed_on=today(), closed_reason="resolved")
        html = phone.gets(Purpose.CHECK_IN).browser.get(phone.path).content.decode()
        text = said(phone.browser.get(phone.path))
        asked = (
            "Headaches",
            "On how many of the last 7 days did you have it?",
            "On average over the last 7 days?",
            "the worst you can imagine",
            "How well can you do this: Reading?",
            "How well can you do this: Driving?",
            "Painkillers: on how many days of the last month?",
        )
        assert [words for words in asked if words not in text] == []
        assert "Over since May" not in text and text.count("I'd rather not say") == 1
        assert re.findall(r"<input[^>]*(?:checked|type=\"text\" [^>]*value=\"[^\"])", html) == []
        phone.send(headaches, days_0="5", intensity_0="6", function_0="4", function_1="7", painkiller_days="8")
        assert told() == {"days": 5, "intensity": 6, "function": [4, 7], "painkiller_days": 8}
        assert Rating.objects.count() == 1

    def test_it_is_sent_once_and_says_thanks_twice(self, phone, neck, therapist):
        appointment = factories.appointment(neck.client, therapist, NOW + dt.timedelta(hours=20))
        phone.gets(Purpose.CHECK_IN)
        ClientLink.objects.update(appointment=appointment)
        assert "Before your visit on" in phone.look()
        for value in ("5", "9"):
            answer = phone.send(neck, intensity_0=value)
            assert (answer.status_code, "Thank you" in said(answer)) == (200, True)
        check_in = CheckIn.objects.get()
        assert (told(), check_in.appointment, check_in.link.finished_at is not None) == (
            {"intensity": 5},
            appointment,
            True,
        )
        assert "Thank you" in said(phone.browser.get(phone.path))

    def test_nothing_tapped_is_not_sent(self, phone, neck):
        answer = phone.gets(Purpose.CHECK_IN).send(neck, intensity_0="")
        assert "Nothing is tapped yet." in said(answer) and not CheckIn.objects.exists()

    def test_she_may_rather_not_say(self, phone, neck):
        phone.gets(Purpose.CHECK_IN).send(neck, intensity_0="-")
        assert told() == {"intensity": None}

    def test_half_of_the_activities_is_asked_for_again(self, clara, phone):
        function = {"main_measure": Measure.FUNCTION, "track_function": True, "activities": ["Reading", "Driving"]}
        shoulder = factories.complaint(clara, "Shoulder", **function)
        answer = phone.gets(Purpose.CHECK_IN).send(shoulder, function_0="4", intensity_0="3")
        assert "Please tap a number for each of these, or for none." in said(answer) and not CheckIn.objects.exists()
        assert 'value="4"' in re.search(r"<input[^>]*checked[^>]*>", answer.content.decode())[0]

    def test_what_is_no_longer_asked_is_left_out_and_that_is_said(self, clara, phone, neck):
        back = factories.complaint(clara, "Low back", track_days=True)
        phone.gets(Purpose.CHECK_IN).look()
        neck.closed_on, neck.closed_reason, back.track_days = today(), "resolved", False
        neck.save()
        back.save()
        names = {f"q-{back.public_id.hex}-days_0": "3", f"q-{neck.public_id.hex}-intensity_0": "4"}
        answer = phone.browser.post(phone.path, names | {f"q-{back.public_id.hex}-intensity_0": "2"})
        assert (answer.status_code, told()) == (200, {"intensity": 2})
        assert "no longer asked, so its answer was left out" in said(answer)

    def test_who_has_nothing_to_rate_meets_a_friendly_page(self, clara, phone):
        text = phone.gets(Purpose.CHECK_IN).look()
        assert "There is nothing to rate this time." in text and "Send" not in text


class TestDiary:
    def test_a_tap_is_kept_and_put_right(self, phone, neck):
        phone.gets(Purpose.DIARY)
        answer = phone.keep(neck, {0: "yes"}, hx=True)
        assert (answer.status_code, answer.json()) == (200, {"kept": ["yes"]})
        assert phone.keep(neck, {0: "yes 6"}, hx=True).json() == {"kept": ["yes 6"]}
        assert kept(neck) == {0: (True, 6)}
        assert phone.keep(neck, {0: "no 6"}, hx=True).json() == {"kept": ["no"]}
        assert kept(neck) == {0: (False, None)}

    def test_one_button_keeps_a_week_and_the_page_shows_it_again(self, phone, neck):
        phone.gets(Purpose.DIARY)
        answer = phone.keep(neck, {0: "no", 1: "yes 3", 6: "yes"})
        assert answer.status_code == 302 and kept(neck) == {0: (False, None), 1: (True, 3), 6: (True, None)}
        html = phone.browser.get(answer.url).content.decode()
        assert "Kept. Thank you." in html and html.count("checked") == 4

    def test_an_old_page_changes_only_what_was_tapped_on_it(self, phone, neck):
        """On another telephone the first of these days was put right meanwhile."""
        phone.gets(Purpose.DIARY).keep(neck, {1: "no"}, hx=True)
        yesterday = f"d-{today() - dt.timedelta(days=1):%Y%m%d}-{neck.public_id.hex}"
        now = f"d-{today():%Y%m%d}-{neck.public_id.hex}"
        old = {f"{yesterday}-had": "yes", f"{yesterday}-value": "6", f"{yesterday}-was": "yes 6", f"{now}-had": "yes"}
        phone.browser.post(phone.path, old | {f"{now}-was": ""})
        assert kept(neck) == {1: (False, None), 0: (True, None)}

    @pytest.mark.parametrize("ago", [7, -1])
    def test_a_day_beyond_the_week_stays_as_it_is(self, phone, neck, ago):
        factories.diary(neck, "x", until=today() - dt.timedelta(days=7))
        answer = phone.gets(Purpose.DIARY).keep(neck, {ago: "no", 2: "no"})
        assert kept(neck) == {7: (True, 6), 2: (False, None)}
        assert "more than a week ago" in said(phone.browser.get(answer.url))
        assert phone.keep(neck, {ago: "no"}, hx=True).status_code == 409

    def test_she_sees_a_week_of_her_own_and_nothing_older(self, phone, neck):
        factories.diary(neck, "xxxxxxxxxx", until=today())
        html = phone.gets(Purpose.DIARY).browser.get(phone.path).content.decode()
        assert [len(re.findall(rf'value="{value}"[^>]*{state}', html)) for value, state in SHOWN] == [7, 7, 7, 0]

    def test_the_day_is_the_practices_own(self, phone, neck, monkeypatch):
        """An hour before midnight in New York it is tomorrow already in Greenwich."""
        Practice.objects.update(time_zone="America/New_York")
        late = dt.datetime(2026, 3, 3, 3, 30, tzinfo=dt.UTC)
        monkeypatch.setattr(timezone, "now", lambda: late)
        ClientLink.objects.update(expires_at=late + dt.timedelta(days=1))
        _link, token = links.make_link(neck.client, Purpose.DIARY, by=None, request_id=uuid.uuid4(), now=late)
        phone.path = reverse("intake:diary", args=[token])
        assert "Today 2 March" in phone.look()

    def test_complaints_that_count_days_come_before_the_others(self, clara, neck):
        assert diaries.complaints_of(clara) == [neck]
        headaches = factories.complaint(clara, track_days=True)
        assert diaries.complaints_of(clara) == [headaches]

    def test_saying_the_same_again_does_not_say_it_later(self, clara, neck):
        for hours, had, value in ((3, False, None), (2, False, None), (1, True, 4), (0, True, 5)):
            diaries.keep(clara, [(neck, today(), had, value)], now=NOW - dt.timedelta(hours=hours))
        assert DiaryDay.objects.get().at == NOW - dt.timedelta(hours=1)

    def test_without_complaints_there_is_nothing_to_keep(self, phone):
        assert "There is nothing to keep at the moment." in phone.gets(Purpose.DIARY).look()


names = st.sampled_from(["intensity_0", "function_0", "painkiller_days", "had", "value", "was", "x"])
texts = st.one_of(
    st.text(max_size=8), st.integers().map(str), st.sampled_from(["-", "yes", "no", "5", "\x00", "5/7"])
)


@pytest.fixture
def links_of_both(clara, neck):
    """Her phone with each of the two links, and what there is before anything is sent."""
    phones = {purpose: Phone(clara).gets(purpose) for purpose in (Purpose.CHECK_IN, Purpose.DIARY)}
    return phones, {"before": snapshot()}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.dictionaries(st.tuples(st.sampled_from(["q", "d"]), st.integers(-9, 9), names), texts, max_size=6))
def test_whatever_is_sent_is_kept_right_or_not_at_all(neck, links_of_both, sent):
    """A check-in is undone after each, as it is sent once; the days of the diary stay for what is sent next."""
    phones, now = links_of_both
    prefixes = {"q": "q-{hex}", "d": "d-{day:%Y%m%d}-{hex}"}
    data = {
        prefixes[kind].format(day=today() + dt.timedelta(days=ago), hex=neck.public_id.hex) + f"-{name}": value
        for (kind, ago, name), value in sent.items()
    }
    may = {"intake_clientlink", "intake_checkin", "intake_checkinrating"}
    with transaction.atomic():
        assert touched_by(phones[Purpose.CHECK_IN], data, now["before"])[0] <= may
        transaction.set_rollback(True)
    touched, now["before"] = touched_by(phones[Purpose.DIARY], data, now["before"])
    assert touched <= {"intake_diaryday"}
    assert all(0 <= (today() - row.day).days < 7 for row in DiaryDay.objects.all())


def touched_by(phone: Phone, data: dict, before: dict) -> tuple[set[str], dict]:
    """The tables that sending it changes, and what there is afterwards."""
    written = rows_written()
    assert phone.browser.post(phone.path, data).status_code in (200, 302, 400)
    after = before if rows_written() == written else snapshot()
    return set(changed(before, after)), after
