"""Consents from a sheet of paper, their photo, and taking one back: who adds, who reads, what stays."""

import datetime as dt
import uuid
from pathlib import Path

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from PIL import Image

from bookings.models import Paperwork
from intake import standing
from intake.enums import REQUIRED, ConsentKind
from intake.models import Consent, ConsentText, ConsentWithdrawal
from practice import uploads
from practice.dates import months_after
from practice.models import AccessLog, Upload
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TREATMENT, PRIVACY, CONTACT = ConsentKind


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def clara():
    return factories.client("Clara Whitfield", birth_date=dt.date(1980, 4, 1))


@pytest.fixture
def mia():
    return factories.client("Mia Minor", birth_date=TODAY.replace(year=TODAY.year - 12, day=1))


@pytest.fixture
def texts() -> dict[str, ConsentText]:
    """A newer version of each text, as of today."""
    return {
        kind: ConsentText.objects.create(kind=kind, version=50, title=f"About {kind}", body="First.\n\nSecond.")
        for kind in ConsentKind
    }


def photo(content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile("sheet.jpg", content or factories.photo(), "image/jpeg")


def sheet(texts, *kinds, **given) -> dict:
    """What the page sends."""
    typed = {"request_id": str(uuid.uuid4()), "signed_on": TODAY.isoformat(), "signed_by": "client"}
    typed |= {f"text-{kind}": str(texts[kind].public_id) for kind in kinds} | {"typed_name": "Clara Whitfield"}
    return typed | given


def of(client) -> str:
    return reverse("intake:paper_consent", args=[client.public_id])


def said(answer) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def files(media: Path) -> list[Path]:
    return [path for path in media.rglob("*") if path.is_file()]


class TestAdding:
    def test_the_desk_adds_one_and_learns_only_until_when_all_hold(self, as_, desk, clara, texts, media):
        browser = as_(desk)
        first = browser.post(of(clara), sheet(texts, TREATMENT, photo=photo()))
        assert (first.status_code, first.url) == (302, reverse("clients:detail", args=[clara.public_id]))
        assert said(first) == ["Written down. Not everything that a client signs is there yet."]
        second = browser.post(of(clara), sheet(texts, PRIVACY, CONTACT, photo=photo(), **{"agreed-contact": "no"}))
        until = months_after(TODAY, 12)
        assert said(second)[-1] == f"Written down. Consents hold until {date_format(until, 'j F Y')}."
        assert Paperwork.objects.get(client=clara).consent_until == until

        rows = Consent.objects.order_by("pk")
        assert list(rows.values_list("text__kind", "agreed", "how", "recorded_by", "typed_name", "language")) == [
            (TREATMENT, True, "paper", desk.pk, "Clara Whitfield", "en"),
            (PRIVACY, True, "paper", desk.pk, "Clara Whitfield", "en"),
            (CONTACT, False, "paper", desk.pk, "Clara Whitfield", "en"),
        ]
        assert (rows[0].paper == rows[1].paper, rows[1].paper == rows[2].paper, len(files(media))) == (False, True, 2)
        assert [browser.get(reverse(f"intake:{name}", args=[rows[0].public_id])).status_code for name in (
            "consent", "consent_photo", "withdraw_consent",
        )] == [403, 403, 403]  # fmt: skip
        assert ConsentWithdrawal.objects.count() == 0

    def test_the_same_form_twice_writes_it_down_once(self, as_, therapist, clara, texts, media):
        typed = sheet(texts, TREATMENT)
        for _again in range(2):
            assert as_(therapist).post(of(clara), typed | {"photo": photo()}).status_code == 302
        assert (Consent.objects.count(), Upload.objects.count(), len(files(media))) == (1, 1, 1)
        somebody_else = factories.client("Somebody Else")
        assert as_(therapist).post(of(somebody_else), typed | {"photo": photo()}).status_code == 403
        assert (Consent.objects.count(), len(files(media))) == (1, 1)

    def test_an_older_version_may_be_the_one_that_was_signed(self, as_, therapist, clara, texts):
        older = ConsentText.objects.create(kind=TREATMENT, version=49, title="The old one", body="...")
        browser = as_(therapist)
        assert f'value="{older.public_id}"' in browser.get(of(clara)).content.decode()
        typed = sheet(texts, **{"text-treatment": str(older.public_id), "in_the_file": "on"})
        browser.post(of(clara), typed)
        consent = Consent.objects.get()
        assert (consent.text, consent.paper) == (older, None)

    def test_a_date_before_the_text_was_here_is_asked_about_and_no_hindrance(self, as_, therapist, clara, texts):
        day = TODAY - dt.timedelta(days=40)
        answer = as_(therapist).post(of(clara), sheet(texts, TREATMENT, signed_on=day.isoformat(), in_the_file="on"))
        assert Consent.objects.get().signed_on == day
        assert "dated before the text was here. Was it this version? “About treatment”, version 50" in said(answer)[1]

    def test_a_guardian_signs_under_18_and_so_does_the_client(self, as_, therapist, mia, texts):
        guardian = {"signed_by": "guardian", "typed_name": "Ada Minor"}
        browser = as_(therapist)
        refused = [
            browser.post(of(mia), sheet(texts, TREATMENT, in_the_file="on", typed_name="Mia Minor")),
            browser.post(of(mia), sheet(texts, TREATMENT, in_the_file="on", **guardian)),
        ]
        assert [answer.status_code for answer in refused] == [200, 200]
        assert "a parent or guardian signs, and the client too" in refused[0].content.decode()
        assert refused[1].content.decode().count("Under 18 this belongs to it.") == 4  # beside the field, and above
        whole = guardian | {"guardian_relationship": "mother", "assent": "Mia"}
        browser.post(of(mia), sheet(texts, TREATMENT, in_the_file="on", **whole))
        consent = Consent.objects.get()
        assert (consent.under_18, consent.guardian_name, consent.guardian_relationship, consent.assent) == (
            True, "Ada Minor", "mother", "Mia",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("wrong", "message"),
        [
            ({"signed_on": (TODAY + dt.timedelta(days=1)).isoformat()}, "This date lies in the future."),
            ({"signed_on": "1979-01-01"}, "Is the year right?"),
            ({"signed_on": "yesterday"}, "Please give a date"),
            ({"text-treatment": ""}, "Which text was signed?"),
            ({"text-treatment": str(uuid.uuid4())}, "This is not among the choices."),
            ({"typed_name": "..."}, "Please type a name."),
            ({"signed_by": "guardian", "guardian_relationship": "aunt", "assent": "C"}, "the client alone signs"),
            ({"in_the_file": ""}, "Take a photo of the sheet, or say below"),
            ({"photo": photo(b"<html><script>alert(1)</script></html>")}, str(uploads.NO_PHOTO)),
            ({"photo": photo(b"\xff\xd8\xff" + b"0" * 12_000_000)}, str(uploads.TOO_LARGE)),
        ],
    )
    def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_kept(
        self, as_, therapist, clara, *, texts, media, wrong, message
    ):
        typed = sheet(texts, TREATMENT, in_the_file="on", assent="kept as typed") | wrong
        html = as_(therapist).post(of(clara), typed).content.decode()
        assert (message in html, 'class="errors"' in html) == (True, True)
        assert ("Please choose the photo again." in html) == ("photo" in wrong)
        assert ("kept as typed" in html) == ("assent" not in wrong)
        assert (Consent.objects.count(), Upload.objects.count(), files(media)) == (0, 0, [])

    def test_a_photo_without_a_consent_is_not_left_behind(self, as_, therapist, clara, *, texts, media, monkeypatch):
        def fails(*_args):
            raise RuntimeError("the database went away")

        monkeypatch.setattr("intake.consents.desk.push", fails)
        with pytest.raises(RuntimeError):
            as_(therapist).post(of(clara), sheet(texts, TREATMENT, photo=photo()))
        assert (Consent.objects.count(), Upload.objects.count(), files(media)) == (0, 0, [])


class TestReading:
    @pytest.fixture
    def consent(self, as_, therapist, clara, texts, media):
        as_(therapist).post(of(clara), sheet(texts, TREATMENT, PRIVACY, photo=photo()))
        return Consent.objects.get(text=texts[TREATMENT])

    def test_it_is_shown_as_it_was_signed_and_the_opening_is_remembered(self, as_, owner, consent, clara):
        browser = as_(owner)
        html = browser.get(reverse("intake:consent", args=[consent.public_id])).content.decode()
        for text in ("<p>First.</p>", "<p>Second.</p>", "Version 50", "Clara Whitfield", "English", "Ines Moreno"):
            assert text in html
        picture = browser.get(reverse("intake:consent_photo", args=[consent.public_id]))
        assert picture.headers["Content-Type"] == "image/jpeg"
        assert picture.headers["Content-Security-Policy"].endswith("sandbox")
        assert picture.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in picture.headers["Cache-Control"]
        assert Image.open(uploads.BytesIO(picture.content)).size == (120, 160)
        log = AccessLog.objects.filter(user=owner, client=clara.public_id).order_by("pk")
        assert list(log.values_list("what", flat=True)) == ["consent", "photo of a consent"]

    def test_a_consent_without_a_photo_has_none(self, as_, therapist, clara, texts):
        browser = as_(therapist)
        browser.post(of(clara), sheet(texts, TREATMENT, in_the_file="on"))
        consent = Consent.objects.get()
        assert (
            "The sheet is in the paper file."
            in browser.get(reverse("intake:consent", args=[consent.public_id])).content.decode()
        )
        assert browser.get(reverse("intake:consent_photo", args=[consent.public_id])).status_code == 404

    @pytest.mark.parametrize("times", [1, 3])
    def test_how_they_stand_costs_the_same_however_many_there_are(
        self, as_, therapist, clara, *, texts, times, django_assert_num_queries
    ):
        """Session, person, practice; the client, the log of the opening, the last words; how many there are and
        those of the page; the latest version of each text, and the texts."""
        browser = as_(therapist)
        for years in range(times, 0, -1):
            day = TODAY - dt.timedelta(days=300 * years)
            browser.post(of(clara), sheet(texts, TREATMENT, signed_on=day.isoformat(), in_the_file="on"))
        browser.get(reverse("clients:list"))  # where the messages are shown
        with django_assert_num_queries(10):
            html = browser.get(reverse("intake:consents", args=[clara.public_id])).content.decode()
        stands = html.split("All that was signed")[0]
        assert [word in stands for word in ("holds until", "missing", "not asked yet")] == [True, True, True]
        assert html.count("followed by another") == times - 1


class TestTakingBack:
    @pytest.fixture
    def consent(self, clara, texts, desk):
        facts = {"signed_at": timezone.now(), "signed_on": TODAY, "until": TODAY, "how": "paper", "recorded_by": desk}
        rows = [
            Consent.objects.create(
                client=clara, text=texts[kind], agreed=True, typed_name="Clara", language="en", **facts
            )
            for kind in REQUIRED
        ]
        return rows[0]

    def test_it_holds_no_more_and_stays_to_be_read(self, as_, therapist, consent, clara):
        browser, path = as_(therapist), reverse("intake:withdraw_consent", args=[consent.public_id])
        assert browser.post(path, {"note": " "}).status_code == 200
        assert not ConsentWithdrawal.objects.exists()
        answer = browser.post(path, {"note": "would rather wait"})
        assert (answer.status_code, standing.missing(clara, TODAY)) == (302, [TREATMENT])
        assert Paperwork.objects.get(client=clara).consent_until is None
        again = browser.post(path, {"note": "twice"})
        assert said(again)[-1] == "This consent does not hold any more: there is nothing to take back."
        withdrawal = ConsentWithdrawal.objects.get()
        assert (withdrawal.by, withdrawal.note) == (therapist, "would rather wait")
        html = browser.get(reverse("intake:consent", args=[consent.public_id])).content.decode()
        assert ("would rather wait" in html, "The client takes it back" in html) == (True, False)

    def test_one_that_ran_out_or_was_followed_by_another_is_not_taken_back(
        self, as_, therapist, consent, clara, texts
    ):
        Consent.objects.create(
            client=clara,
            text=texts[TREATMENT],
            agreed=False,
            typed_name="Clara",
            language="en",
            signed_at=timezone.now(),
            signed_on=TODAY,
            until=TODAY,
        )
        as_(therapist).post(reverse("intake:withdraw_consent", args=[consent.public_id]), {"note": "late"})
        assert not ConsentWithdrawal.objects.exists()
