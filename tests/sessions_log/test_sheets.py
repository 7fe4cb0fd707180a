"""The sheet of homework: what stands on it, giving it out, the client's own page, and that mails say nothing."""

import datetime as dt
import re
import uuid
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from intake.models import ClientLink, HomeworkKind
from intake.tasks import mail_link
from intake.vocabulary_data import HOMEWORK
from practice.models import Practice, Upload
from sessions_log import sheets
from sessions_log.models import Homework, SheetGiven
from tests import factories
from tests.test_access import CLINICAL

BORN = dt.date(1980, 4, 1)
BORN_TYPED = {"birth_date_day": 1, "birth_date_month": 4, "birth_date_year": 1980}
NOTE = "xanthic murmur"


@pytest.fixture
def visit(therapist):
    """A draft with notes and a complaint, of which nothing may stand on a sheet."""
    clara = factories.client("Clara Whitfield", birth_date=BORN, email="clara@example.org")
    notes = dict.fromkeys(("subjective", "objective", "assessment", "plan", "health_note"), NOTE)
    made = factories.visit(clara, therapist, **notes)
    factories.rating(made, factories.complaint(clara, "Zephyrache", own_words=NOTE), "6.1803")
    stretch = HomeworkKind.objects.get(name="Stretch")
    Homework.objects.create(visit=made, kind=stretch, detail="chin tucks", times_a_day=2)
    Homework.objects.create(visit=made, kind=HomeworkKind.objects.get(name="Heat"))
    return made


@pytest.fixture
def mails(settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://practice.example"
    return mail.outbox


def of(visit) -> str:
    return reverse("sessions_log:homework_sheet", args=[visit.public_id])


def give(browser, visit, how="mail", **fields):
    sent = {"how": how, "request_id": uuid.uuid4(), **fields}
    return browser.post(reverse("sessions_log:sheet_give", args=[visit.public_id]), sent)


def work(attempts=0):
    """What the worker does with everything in the queue."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT args->>'public_id' FROM procrastinate_jobs WHERE task_name = 'intake.mail_link'")
        for (public_id,) in cursor.fetchall():
            mail_link(SimpleNamespace(job=SimpleNamespace(attempts=attempts)), public_id=public_id)


def hers(path: str) -> str:
    """What the client reads on her phone, once she has given her birth date."""
    phone = Browser()
    asked = phone.get(path, follow=True)
    assert "chin tucks" not in asked.content.decode()
    answer = phone.post(asked.request["PATH_INFO"], BORN_TYPED, follow=True)
    return answer.content.decode()


def opened(browser, visit, how="shown") -> str:
    """The path of a link that was shown."""
    html = give(browser, visit, how).content.decode()
    return re.search(r"/for-you/[\w-]+/", html)[0]


def test_the_sheet_says_what_to_do_and_nothing_else_of_the_visit(as_, owner, visit):
    Practice.objects.update(name="Quiet Hands", phone="+1 555 0199")
    html = as_(owner).get(of(visit)).content.decode()
    article = re.search("<article.*</article>", html, re.S)[0]
    for text in ("Quiet Hands", "+1 555 0199", "For Clara,", "From Ines Moreno", "chin tucks", "twice a day"):
        assert text in article, text
    steps = [step for name in ("Stretch", "Heat") for step in HOMEWORK[name].splitlines()]
    assert re.findall("<li>(.*?)</li>", article) == steps
    for text in (NOTE, "Zephyrache", "6.18", "Whitfield"):
        assert text not in article, text


@pytest.mark.parametrize(("times", "said"), [(None, ""), (1, "once a day"), (2, "twice a day"), (3, "3 times a day")])
def test_a_dose_is_said_as_one_says_it(times, said):
    assert sheets.dose(times) == said


def test_every_shipped_homework_has_steps_that_say_when_to_stop(db):
    kinds = {kind.name: kind.steps for kind in HomeworkKind.objects.all()}
    assert kinds == HOMEWORK
    assert all(len(steps.splitlines()) >= 3 for steps in kinds.values())
    for name in ("Stretch", "Self-massage with a ball", "Strengthening", "Walking", "Diaphragmatic breathing"):
        assert re.search("hurts|dizzy", kinds[name]), name
    assert "Not on numb" in kinds["Heat"] and "Not on numb" in kinds["Cold"]


def test_an_owner_rewords_the_steps_and_adds_a_picture_that_both_sheets_show(as_, owner, visit):
    stretch, browser = HomeworkKind.objects.get(name="Stretch"), as_(owner)
    path = reverse("intake:word", args=["homework", stretch.public_id])
    typed = {"name": "Stretch", "steps": "Slowly.\n\nAnd back.", "request_id": uuid.uuid4()}
    refused = browser.post(path, typed | {"photo": SimpleUploadedFile("a.jpg", b"none", "image/jpeg")})
    assert "This is no photo that we can read" in refused.content.decode() and not Upload.objects.exists()
    browser.post(path, typed | {"photo": SimpleUploadedFile("a.jpg", factories.photo(), "image/jpeg")})
    stretch.refresh_from_db()
    assert stretch.picture.uploaded_by == owner
    ours = browser.get(of(visit)).content.decode()
    assert "<li>Slowly.</li><li>And back.</li>" in ours
    assert reverse("intake:homework_picture", args=[stretch.public_id]) in ours
    page = hers(opened(browser, visit))
    assert "<li>Slowly.</li><li>And back.</li>" in page and f"/sheet/{stretch.public_id}/" in page
    browser.post(path, typed | {"without_picture": "on"})
    stretch.refresh_from_db()
    assert stretch.picture is None and Upload.objects.count() == 1


def test_a_link_shows_the_sheet_to_whoever_knows_the_birth_date(as_, therapist, visit):
    path = opened(as_(therapist), visit)
    page = hers(path)
    for text in ("chin tucks", "twice a day", "For Clara,"):
        assert text in page
    assert NOTE not in page and "Zephyrache" not in page


def test_the_sheet_that_was_given_last_stands_behind_the_link_and_a_voided_visit_has_none(as_, therapist, visit):
    browser = as_(therapist)
    first = opened(browser, visit)
    later = factories.visit(visit.client, therapist)
    Homework.objects.create(visit=later, kind=HomeworkKind.objects.get(name="Cold"), detail="on the shin")
    second = opened(browser, later)
    assert Browser().get(first).status_code == 404  # the newer one has replaced it
    page = hers(second)
    assert "on the shin" in page and "chin tucks" not in page
    later.voided_at, later.voided_by, later.void_reason = later.created_at, therapist, "wrong chart"
    later.save()
    assert "on the shin" not in hers(second)


def test_a_mail_has_a_link_and_no_clinical_word_and_is_recorded_as_sent(as_, therapist, visit, mails):
    browser, same = as_(therapist), uuid.uuid4()
    for _click in range(2):
        give(browser, visit, request_id=same)
    given = SheetGiven.objects.get()
    assert sheets.how_it_went(given) == "on its way by e-mail"
    work()
    [sent] = mails
    html = sent.alternatives[0][0]
    for text in (sent.subject, sent.body, html):
        assert not CLINICAL.search(text) and not re.search("Stretch|chin|step 1|pain|hurt", text)
    path = re.search(r"https://practice.example(/for-you/[\w-]+/)", sent.body)[1]
    assert "chin tucks" in hers(path)
    given.refresh_from_db()
    assert given.mailed_at and sheets.how_it_went(given) == "e-mailed"
    assert "e-mailed" in browser.get(of(visit)).content.decode()


def test_a_mail_that_cannot_go_out_is_recorded_as_failed(as_, therapist, visit, mails, monkeypatch):
    browser = as_(therapist)
    give(browser, visit)

    def fails(*_args, **_kwargs):
        raise OSError

    monkeypatch.setattr("intake.mailing.mail.send", fails)
    work(attempts=6)
    assert "could not be e-mailed" in browser.get(of(visit)).content.decode()
    give(browser, visit, how="shown")
    assert [sheets.how_it_went(each) for each in SheetGiven.objects.order_by("pk")] == [
        "could not be e-mailed",
        "given out as a link",
    ]


def test_a_mail_that_a_shown_link_overtakes_does_not_go_out_and_says_so(as_, therapist, visit, mails):
    browser = as_(therapist)
    give(browser, visit)
    give(browser, visit, how="shown")
    work()
    assert mails == []
    assert sheets.how_it_went(SheetGiven.objects.order_by("pk").first()).startswith("not e-mailed")


@pytest.mark.parametrize(
    ("lacks", "said"),
    [
        ("birth date", "date of birth"),
        ("address", "There is no e-mail on record."),
        ("homework", "No homework is saved for this visit."),
        ("visit", "counts nowhere"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given_out(as_, therapist, visit, mails, *, lacks, said):
    if lacks == "birth date":
        visit.client.birth_date = None
    elif lacks == "address":
        visit.client.email = ""
    elif lacks == "homework":
        visit.homework.all().delete()
    else:
        visit.voided_at, visit.voided_by, visit.void_reason = visit.created_at, therapist, "nobody came"
    visit.client.save()
    visit.save()
    browser = as_(therapist)
    answer = give(browser, visit)
    assert said in browser.get(answer.url).content.decode()
    assert (ClientLink.objects.count(), SheetGiven.objects.count()) == (0, 0)


@pytest.mark.parametrize("count", [1, 3])
def test_a_sheet_costs_the_same_however_much_is_on_it(as_, therapist, visit, *, count, django_assert_num_queries):
    """Session, person, practice; the visit, the log of the opening, the homework, when it was given out. (Who refuses
    mail is asked only where there is a server for it.)"""
    visit.homework.all().delete()
    for kind in HomeworkKind.objects.all()[:count]:
        Homework.objects.create(visit=visit, kind=kind)
    browser = as_(therapist)
    with django_assert_num_queries(7):
        html = browser.get(of(visit)).content.decode()
    assert html.count('class="sheet-line"') == count
