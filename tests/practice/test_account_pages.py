"""Logging in and passwords, in our words."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from tests import factories

PASSWORD = "correct horse battery staple"


@pytest.fixture(autouse=True)
def fresh_rate_limits():
    cache.clear()


@pytest.fixture
def ines(db):
    person = factories.user("Ines Moreno")
    person.set_password(PASSWORD)
    person.save()
    return person


def test_wrong_password_says_so_and_keeps_the_address(client, ines):
    page = client.post("/accounts/login/", {"login": ines.email, "password": "no"}).content.decode()
    assert "do not belong together" in page
    assert f'value="{ines.email}"' in page


def test_sixth_wrong_password_is_refused_even_when_right_at_last(client, ines):
    for _ in range(5):
        client.post("/accounts/login/", {"login": ines.email, "password": "no"})
    answer = client.post("/accounts/login/", {"login": ines.email, "password": PASSWORD})
    assert "Too many tries" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_without_mail_the_reset_page_sends_people_to_an_owner(client, db, settings):
    settings.EMAIL_CONFIGURED = False
    page = client.get("/accounts/password/reset/").content.decode()
    assert "Ask an owner of the practice" in page
    assert "<form" not in page


def test_reset_mail_leads_to_a_page_that_sets_the_password(client, ines, settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://practice.example"
    client.post("/accounts/password/reset/", {"email": ines.email})  # from another name of the same machine
    [message] = mail.outbox
    assert message.subject == "A link to choose a new password"
    assert "Ines" not in message.body
    link = re.search(r"https://practice\.example(/\S+)", message.body)[1]
    form_at = client.get(link).url
    assert "Choose a new password" in client.get(form_at).content.decode()
    client.post(form_at, {"password1": "staple battery horse", "password2": "staple battery horse"})
    ines.refresh_from_db()
    assert ines.check_password("staple battery horse")
    assert "This link no longer works" in client.get(link).content.decode()


def test_reset_for_an_unknown_address_says_the_same_and_sends_nothing(client, ines, settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    known = client.post("/accounts/password/reset/", {"email": ines.email}, follow=True).content
    cache.clear()
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@practice.example"}, follow=True).content
    assert re.sub(rb"CSRFToken[^}]+", b"", unknown) == re.sub(rb"CSRFToken[^}]+", b"", known)
    assert [message.to for message in mail.outbox] == [[ines.email]]


def test_sign_up_is_closed(client, db):
    page = client.post("/accounts/signup/", {"email": "x@y.example", "password1": PASSWORD, "password2": PASSWORD})
    assert "By invitation only" in page.content.decode()


def test_what_was_said_to_one_person_is_not_shown_to_the_next_on_the_same_tablet(client, therapist, desk):
    who = factories.client("Clara Whitfield", therapist=therapist)
    client.force_login(therapist)
    client.post(f"/clients/{who.public_id}/archive/")  # the answer is never looked at
    assert "Archived" not in str(client.cookies)
    client.post("/accounts/logout/")
    client.force_login(desk)
    assert "Archived. Everything is kept" not in client.get("/clients/").content.decode()
