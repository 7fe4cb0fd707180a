"""Invitations: one link, once, for seven days; and no other way in."""

import datetime as dt
import threading
import uuid

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practice import invitations
from practice.enums import Role
from practice.models import Invitation, User
from practice.tasks import mail_invitation
from tests import factories
from tests.snapshot import changed, snapshot

CHOSEN = {"name": "Nora Neu", "password1": "four plain words here", "password2": "four plain words here"}


def invite(browser, **fields):
    sent = {"name": "Nora New", "email": "nora@practice.example", "roles": ["therapist"], **fields}
    return browser.post(reverse("practice:invite"), {"request_id": uuid.uuid4(), **sent})


def accept(token: str, **fields):
    return Client().post(reverse("practice:invitation", args=[token]), CHOSEN | fields)


def token_in(page) -> str:
    return page.context["link"].rstrip("/").rsplit("/")[-1]


def test_an_invited_person_chooses_a_password_and_is_in(as_, owner):
    token = token_in(invite(as_(owner), roles=["therapist", "front_desk"]))
    browser = Client()
    address = reverse("practice:invitation", args=[token])
    assert browser.get(address).status_code == 200
    assert browser.post(address, CHOSEN).status_code == 302
    person = User.objects.get(email="nora@practice.example")
    assert (person.name, person.roles) == ("Nora Neu", {Role.THERAPIST, Role.FRONT_DESK})
    assert person.check_password(CHOSEN["password1"])
    assert int(browser.session["_auth_user_id"]) == person.pk


def test_only_the_hash_of_the_token_is_kept(as_, owner):
    token = token_in(invite(as_(owner)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{token}%"])
            assert cursor.fetchone() == (0,), table


def test_a_link_works_once(as_, owner):
    token = token_in(invite(as_(owner)))
    accept(token)
    before = snapshot()
    assert accept(token, name="Somebody Else").status_code == 410
    assert changed(before, snapshot()) == []


@pytest.mark.django_db(transaction=True)
def test_two_who_use_a_link_at_the_same_time_make_one_person():
    owner = factories.user("Olga Owner", is_owner=True)
    made, token = invitations.invite(
        email="nora@practice.example",
        name="Nora New",
        roles={Role.THERAPIST},
        by=owner,
        request_id=uuid.uuid4(),
        now=timezone.now(),
    )
    statuses, ready = [], threading.Barrier(2)

    def come():
        ready.wait()
        try:
            statuses.append(accept(token).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=come) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(statuses) == [302, 410]
    assert User.objects.filter(email=made.email).count() == 1


@pytest.mark.parametrize("gone", ["expired", "revoked", "renewed", "never"])
def test_a_link_that_no_longer_counts_is_refused(as_, owner, gone):
    browser = as_(owner)
    token = token_in(invite(browser))
    made = Invitation.objects.get()
    if gone == "expired":
        Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    elif gone == "revoked":
        browser.post(reverse("practice:revoke_invitation", args=[made.public_id]))
    elif gone == "renewed":
        newer = token_in(browser.post(reverse("practice:renew_invitation", args=[made.public_id])))
    token = "never-made" if gone == "never" else token
    before = snapshot()
    assert Client().get(reverse("practice:invitation", args=[token])).status_code == 410
    assert accept(token).status_code == 410
    assert changed(before, snapshot()) == []
    if gone == "renewed":
        assert accept(newer).status_code == 302


def test_an_expired_invitation_is_renewed_for_seven_days(as_, owner):
    invite(as_(owner))
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(days=30))
    made = Invitation.objects.get()
    token = token_in(as_(owner).post(reverse("practice:renew_invitation", args=[made.public_id])))
    made.refresh_from_db()
    assert dt.timedelta(days=6, hours=23) < made.expires_at - timezone.now() <= dt.timedelta(days=7)
    assert accept(token).status_code == 302


def test_nobody_is_invited_twice(as_, owner):
    browser = as_(owner)
    invite(browser)
    before = snapshot()
    page = invite(browser, email="NORA@Practice.example", name="Typed Name")
    assert list(page.context["form"].errors) == ["email"] and b"Typed Name" in page.content
    assert changed(before, snapshot()) == []


def test_a_form_sent_twice_invites_once(as_, owner):
    same = uuid.uuid4()
    invite(as_(owner), request_id=same)
    invite(as_(owner), request_id=same)
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize("active", [True, False])
def test_somebody_who_is_here_is_not_invited(as_, owner, active):
    factories.user("Dora Desk", is_front_desk=True, is_active=active, email="dora@practice.example")
    page = invite(as_(owner), email="Dora@practice.example")
    assert list(page.context["form"].errors) == ["email"]
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"password1": "short", "password2": "short"}, "password1"),
        ({"password1": "noranora@practice.example", "password2": "noranora@practice.example"}, "password1"),
        ({"password2": "something else entirely"}, "password2"),
        ({"name": " "}, "name"),
        ({"name": "Nul\x00l"}, "name"),
        ({"name": "x" * 121}, "name"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_, owner, fields, field):
    token = token_in(invite(as_(owner)))
    before = snapshot()
    page = accept(token, **fields)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert changed(before, snapshot()) == []


def test_where_mail_works_the_link_is_mailed_and_not_shown(as_, owner, settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert invite(as_(owner)).status_code == 302
    made = Invitation.objects.get()
    mail_invitation(public_id=str(made.public_id))
    [sent] = mail.outbox
    assert sent.to == ["nora@practice.example"]
    [(html, _kind)] = sent.alternatives
    [link] = [word for word in sent.body.split() if "/invitation/" in word]
    assert html.count(f'href="{link}"') == 2
    assert accept(link.rstrip("/").rsplit("/")[-1]).status_code == 302


def test_no_mail_goes_out_for_an_invitation_that_was_taken_back(owner, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    made = factories.invitation(owner, revoked_at=timezone.now())
    mail_invitation(public_id=str(made.public_id))
    assert mail.outbox == []


def test_nobody_signs_up_without_an_invitation(db):
    before = snapshot()
    sent = {"email": "new@practice.example", "password1": CHOSEN["password1"], "password2": CHOSEN["password1"]}
    page = Client().post(reverse("account_signup"), sent)
    assert page.templates[0].name == "account/signup_closed.html"
    assert changed(before, snapshot()) == []
