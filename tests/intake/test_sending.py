"""Sending forms: by mail, as a link or QR code, on a tablet of ours; how it stands; and that mails say nothing."""

import datetime as dt
import json
import re
import smtplib
import uuid
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bookings.models import Paperwork
from intake import consents, gate, links, standing
from intake.models import ClientLink, ConsentText
from intake.tasks import mail_link
from practice.models import Practice
from tests import factories
from tests.snapshot import changed, snapshot
from tests.test_access import CLINICAL

BORN = dt.date(1980, 4, 1)
FIRST_TRY, LAST_TRY = (SimpleNamespace(job=SimpleNamespace(attempts=n)) for n in (0, 6))


@pytest.fixture
def clara(db):
    return factories.client("Clara Whitfield", birth_date=BORN, email="clara@example.org")


@pytest.fixture
def mails(settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://practice.example"
    return mail.outbox


def send(browser, client, how="mail", purpose="intake", **fields):
    sent = {"purpose": purpose, "how": how, "request_id": uuid.uuid4(), **fields}
    return browser.post(reverse("intake:send", args=[client.public_id]), sent)


def forms_of(browser, client):
    return browser.get(reverse("intake:forms", args=[client.public_id]))


def token_in(text: str) -> str:
    return re.search(r"/for-you/([\w-]+)/", text)[1]


def jobs() -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT args FROM procrastinate_jobs WHERE task_name = 'intake.mail_link' ORDER BY id")
        return [json.loads(args) for (args,) in cursor.fetchall()]


def work(context=FIRST_TRY):
    """What the worker does with everything in the queue."""
    for args in jobs():
        mail_link(context, **args)


def pill(browser, client) -> str:
    return forms_of(browser, client).context["lines"][0].pill.text


def refuse_contact(client, now=None):
    text = ConsentText.objects.filter(kind="contact").first()
    now = now or timezone.now()
    facts = {"typed_name": client.name, "language": "en"}
    [made] = consents.sign(client, [(text, False)], request_id=uuid.uuid4(), now=now, signed_on=now.date(), **facts)
    return made


def test_a_mailed_link_opens_the_form_and_the_queue_never_held_it(as_, desk, clara, mails):
    browser = as_(desk)
    page = send(browser, clara)
    assert page.url == reverse("intake:forms", args=[clara.public_id])
    link = ClientLink.objects.get()
    assert jobs() == [{"public_id": str(link.public_id)}]
    assert (link.given_how, link.given_by, pill(browser, clara)) == ("mail", desk, "mail on its way")
    work()
    [sent] = mails
    link.refresh_from_db()
    assert links.by_token(token_in(sent.body)) == link and link.mailed_at and pill(browser, clara) == "sent"
    work()  # once more, as after a crash of the worker
    assert len(mails) == 1


@pytest.mark.parametrize("purpose", ["intake", "walk_in", "renewal"])
def test_a_mail_is_html_with_a_plain_twin_and_says_nothing_clinical(as_, desk, clara, mails, purpose):
    factories.user("Ines Moreno")  # reads the answers; who works alone has no reception to speak of
    Practice.objects.update(name="Quiet Hands & Co", phone="+1 555 0199")
    send(as_(desk), clara, purpose=purpose)
    work()
    [sent] = mails
    [(html, kind)] = sent.alternatives
    assert (sent.to, kind, sent.content_subtype) == (["clara@example.org"], "text/html", "plain")
    assert sent.subject == {"renewal": "A few questions, as every year, from Quiet Hands & Co"}.get(
        purpose, "A few questions before your visit at Quiet Hands & Co"
    )
    address = f"https://practice.example/for-you/{token_in(sent.body)}/"
    assert sent.body.count(address) == 1 and html.count(f'href="{address}"') == 2
    for text in (sent.body, html):
        assert "Clara Whitfield" in text and "+1 555 0199" in text and "works until" in text
        assert "reception cannot" in text
        assert not CLINICAL.search(text) and not re.search("pain|hurt|health|consent|<img|&amp;amp;", text)
    assert "&" not in re.sub(r"&amp; Co", "", html) and "Quiet Hands & Co" in sent.body
    assert "\n\n\n" not in sent.body


def test_two_clicks_send_one_mail(as_, desk, clara, mails):
    browser, same = as_(desk), uuid.uuid4()
    send(browser, clara, request_id=same)
    before = snapshot()
    send(browser, clara, request_id=same)
    assert changed(before, snapshot()) == []
    work()
    assert len(mails) == 1


def test_two_clicks_show_one_link(as_, desk, clara):
    same = uuid.uuid4()
    tokens = [token_in(send(as_(desk), clara, "shown", request_id=same).context["address"]) for _ in range(2)]
    link = ClientLink.objects.get()
    assert [links.by_token(token) for token in tokens] == [None, link]


def test_what_cannot_be_mailed_is_shown_with_the_reason(as_, desk, clara, mails, settings):
    def why(client):
        return send(as_(desk), client).context["why"]

    assert why(factories.client("Frida Free")) == "no_address"
    refuse_contact(clara)
    assert why(clara) == "refused"
    settings.EMAIL_CONFIGURED = False
    assert why(clara) == "no_server"
    assert jobs() == [] and mails == []


def test_a_refusal_to_be_contacted_counts_as_the_last_word(as_, desk, therapist, clara, mails):
    text = ConsentText.objects.get(kind="contact", version=1)
    now = timezone.now()
    facts = {"now": now, "signed_on": now.date(), "typed_name": "Clara", "language": "en"}
    refuse_contact(clara, now - dt.timedelta(days=1))
    [agreed] = consents.sign(clara, [(text, True)], request_id=uuid.uuid4(), **facts)
    assert standing.who_refuse_contact([clara]) == set()
    consents.withdraw(agreed, by=therapist, note="", now=now)
    assert standing.who_refuse_contact([clara]) == {clara.pk}


def test_whoever_refuses_contact_meanwhile_is_not_mailed(as_, desk, clara, mails):
    send(as_(desk), clara)
    refuse_contact(clara)
    work()
    assert mails == [] and pill(as_(desk), clara) == "could not be sent"


def test_a_link_shown_meanwhile_is_not_taken_away_by_a_late_mail(as_, desk, clara, mails):
    browser = as_(desk)
    send(browser, clara)
    token = token_in(send(browser, clara, "shown").context["address"])
    work()
    assert mails == [] and links.by_token(token) == ClientLink.objects.get()


class Down:
    """A mail server that is not there."""

    def __init__(self, **_options):
        pass

    def send_messages(self, _messages):
        raise ConnectionRefusedError


class Unknown(Down):
    """One that does not know the address."""

    def send_messages(self, _messages):
        raise smtplib.SMTPRecipientsRefused({"clara@example.org": (550, b"no such mailbox")})


def test_a_mail_that_fails_is_tried_again_and_in_the_end_the_desk_is_told(as_, desk, clara, mails, settings):
    browser = as_(desk)
    send(browser, clara)
    settings.EMAIL_BACKEND = f"{__name__}.Down"
    with pytest.raises(ConnectionRefusedError):
        work()
    assert pill(browser, clara) == "mail on its way"
    work(LAST_TRY)
    assert pill(browser, clara) == "could not be sent" and Paperwork.objects.get().state == "failed"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    send(browser, clara)
    assert Paperwork.objects.get().state == "sent"
    work()
    assert pill(browser, clara) == "sent" and len(mails) == 1


def test_an_address_that_does_not_exist_is_not_tried_again(as_, desk, clara, mails, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unknown"
    send(as_(desk), clara)
    work(FIRST_TRY)
    assert pill(as_(desk), clara) == "could not be sent"


def test_the_link_is_shown_once_to_copy_and_as_a_code(as_, desk, clara, settings):
    settings.PUBLIC_URL = "https://practice.example"
    Practice.objects.update(name="Quiet Hands")
    page = send(as_(desk), clara, "shown")
    token = token_in(page.context["address"])
    address = f"https://practice.example/for-you/{token}/"
    assert page.context["text"] == (
        f"Hello Clara Whitfield, a few questions before your visit at Quiet Hands: {address}"
    )
    assert '<path fill="#fff"' in page.text and 'stroke="#000"' in page.text and "style=" not in page.text
    assert "no-store" in page.headers["Cache-Control"]
    assert token not in forms_of(as_(desk), clara).text
    assert links.by_token(token) == ClientLink.objects.get()


def test_the_yearly_renewal_needs_a_birth_date(as_, desk, mails):
    nobody = factories.client("Frida Free", email="frida@example.org")
    browser, before = as_(desk), snapshot()
    page = send(browser, nobody, purpose="renewal")
    assert list(page.context["form"].errors) == ["purpose"]
    assert f"{reverse('clients:edit', args=[nobody.public_id])}#id_birth_date" in page.text
    assert changed(before, snapshot()) == []


def test_on_a_tablet_nobody_stays_logged_in(as_, desk, clara):
    browser = as_(desk)
    page = send(browser, clara, "tablet")
    link = ClientLink.objects.get()
    assert links.by_token(token_in(page.url)) == link and page.url.startswith(gate.PATH)
    cookie = page.cookies[gate.KIOSK]
    assert (cookie.value, cookie["path"], cookie["httponly"]) == (str(link.public_id), gate.PATH, True)
    assert "_auth_user_id" not in browser.session
    assert browser.get(reverse("clients:detail", args=[clara.public_id])).status_code == 302


def test_a_locked_link_is_renewed_in_one_click(as_, desk, clara):
    browser = as_(desk)
    send(browser, clara, "shown")
    link = ClientLink.objects.get()
    for _ in range(5):
        links.try_birth_date(link, dt.date(1990, 1, 1), {BORN}, now=timezone.now())
    assert pill(browser, clara) == "locked after wrong birth dates"
    token = token_in(send(browser, clara, "shown").context["address"])
    assert not links.by_token(token).is_locked and pill(browser, clara) == "given out"


def test_a_link_that_was_taken_back_opens_nothing(as_, desk, clara):
    browser = as_(desk)
    token = token_in(send(browser, clara, "shown").context["address"])
    revoke = reverse("intake:revoke_link", args=[ClientLink.objects.get().public_id])
    browser.post(revoke)
    assert not links.by_token(token).is_usable(timezone.now()) and pill(browser, clara) == "taken back"
    before = snapshot()
    browser.post(revoke)
    assert changed(before, snapshot()) == []


def test_nothing_is_sent_to_a_client_who_is_archived(as_, desk, owner, mails):
    gone = factories.client("Arno", email="arno@example.org", archived_at=timezone.now(), archived_by=owner)
    browser, before = as_(desk), snapshot()
    assert send(browser, gone).url == reverse("intake:forms", args=[gone.public_id])
    assert changed(before, snapshot()) == []
    assert "Send a form" not in forms_of(browser, gone).text
    assert "Send a form" not in browser.get(reverse("clients:detail", args=[gone.public_id])).text


# session, user, practice, client, log of the opening, paperwork, links, those begun, intakes that came in
FORMS_QUERIES = 9


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_forms_page(as_, desk, clara, many, django_assert_num_queries):
    browser = as_(desk)
    for _ in range(many):
        send(browser, clara, "shown")
        links.finish(ClientLink.objects.open().get(), now=timezone.now())
    browser.get("/")
    with django_assert_num_queries(FORMS_QUERIES):
        page = forms_of(browser, clara)
    assert page.text.count('class="pill good">filled in') == many
