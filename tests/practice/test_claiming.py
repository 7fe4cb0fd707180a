"""The first owner comes by the link that the server printed: once, and only while nobody owns the practice."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practice.enums import Role
from practice.models import Practice, SetupLink, User
from practice.setup import issue_link
from practice.zones import of_this_machine
from tests import factories
from tests.snapshot import changed, snapshot

FILLED = {
    "practice_name": " Linden   Massage ",
    "time_zone": "Europe/Berlin",
    "emergency_number": "112",
    "name": "Olga Owner",
    "email": "olga@practice.example",
    "password1": "four plain words here",
    "password2": "four plain words here",
}


def new_link() -> str:
    return issue_link("")


def test_the_first_owner_sets_up_the_practice_and_is_in(db):
    link, browser = new_link(), Client()
    assert browser.get(link).status_code == 200
    assert browser.post(link, FILLED | {"treats": "on"}).status_code == 302
    person, row = User.objects.get(), Practice.objects.get()
    assert (person.name, person.email) == ("Olga Owner", "olga@practice.example")
    assert person.roles == {Role.OWNER, Role.THERAPIST}
    assert (row.name, row.time_zone, row.emergency_number) == ("Linden Massage", "Europe/Berlin", "112")
    assert int(browser.session["_auth_user_id"]) == person.pk


@pytest.mark.parametrize(
    ("ticked", "roles"),
    [([], {Role.OWNER}), (["books"], {Role.OWNER, Role.FRONT_DESK}), (["treats", "books"], set(Role))],
)
def test_who_sets_up_is_the_owner_and_whatever_else(db, ticked, roles):
    Client().post(new_link(), FILLED | dict.fromkeys(ticked, "on"))
    assert User.objects.get().roles == roles


def test_the_link_works_once(db):
    link = new_link()
    Client().post(link, FILLED)
    before = snapshot()
    assert Client().get(link).status_code == 410
    assert Client().post(link, FILLED | {"email": "other@practice.example"}).status_code == 410
    assert changed(before, snapshot()) == []


def test_no_link_works_once_there_is_an_owner(owner):
    link = new_link()
    before = snapshot()
    assert Client().get(link).status_code == 410
    assert Client().post(link, FILLED).status_code == 410
    assert changed(before, snapshot()) == []


def test_a_newer_link_takes_the_place_of_the_older(db):
    older, newer = new_link(), new_link()
    assert Client().post(older, FILLED).status_code == 410
    assert Client().post(newer, FILLED).status_code == 302


def test_only_the_hash_is_kept(db):
    token = new_link().rstrip("/").rsplit("/")[-1]
    assert SetupLink.objects.get().token_hash == factories.sha256(token)


@pytest.mark.django_db(transaction=True)
def test_two_who_use_the_link_at_the_same_time_make_one_owner():
    link, statuses, ready = new_link(), [], threading.Barrier(2)

    def claim(email):
        ready.wait()
        try:
            statuses.append(Client().post(link, FILLED | {"email": email}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=claim, args=[f"{n}@practice.example"]) for n in (1, 2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sorted(statuses) == [302, 410]
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"time_zone": ""}, "time_zone"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"emergency_number": "call me"}, "emergency_number"),
        ({"practice_name": ""}, "practice_name"),
        ({"email": "olga at practice"}, "email"),
        ({"password2": "another one altogether"}, "password2"),
        ({"password1": "olga owner 12", "password2": "olga owner 12"}, "password1"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(db, fields, field):
    link = new_link()
    before = snapshot()
    page = Client().post(link, FILLED | fields)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert changed(before, snapshot()) == []


def test_the_login_page_says_where_the_link_is_until_somebody_owns_the_practice(db):
    page = reverse("account_login")
    words = "Nobody has set up this practice yet"
    assert words in Client().get(page).content.decode()
    factories.user("Olga Owner", is_owner=True)
    assert words not in Client().get(page).content.decode()


def test_a_backup_is_asked_for_until_there_is_one_and_again_when_it_is_old(as_, owner, therapist):
    page, words = reverse("practice:people"), ("There is no backup yet", "The last backup is of")

    def said(person, at) -> list[bool]:
        Practice.objects.update(last_backup_at=at)
        path = page if person == owner else reverse("clients:list")
        text = as_(person).get(path).content.decode()
        return [word in text for word in words]

    now = timezone.now()
    assert said(owner, None) == [True, False]
    assert said(owner, now - timezone.timedelta(days=6)) == [False, False]
    assert said(owner, now - timezone.timedelta(days=8)) == [False, True]
    assert said(therapist, None) == [False, False]
    Practice.objects.update(is_demo=True)
    assert said(owner, None) == [False, False]


@pytest.mark.parametrize(
    ("target", "zone"),
    [
        ("/usr/share/zoneinfo/Europe/Berlin", "Europe/Berlin"),
        ("../usr/share/zoneinfo/America/Argentina/Salta", "America/Argentina/Salta"),
        ("/usr/share/zoneinfo/Etc/UTC", ""),
        ("/usr/share/zoneinfo/UTC", ""),
        ("/somewhere/else", ""),
        (None, ""),
    ],
)
def test_the_machines_own_zone_is_proposed_where_it_says_a_place(tmp_path, target, zone):
    """A server on UTC says nothing about where the practice is."""
    link = tmp_path / "localtime"
    if target:
        link.symlink_to(target)
    assert of_this_machine(link) == zone
