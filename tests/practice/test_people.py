"""Roles, leaving and coming back: an owner always remains, and whoever is switched off is out at once."""

import threading

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from practice.enums import Role
from practice.models import Invitation, PasswordLink, User
from practice.people import LastOwner, change, deactivate, reactivate
from tests import factories
from tests.snapshot import changed, snapshot

PASSWORD = "four plain words here"


def shown(page) -> str:
    return " ".join(page.content.decode().split())


def person_page(person) -> str:
    return reverse("practice:person", args=[person.public_id])


def test_roles_change_in_any_combination(as_, owner, desk):
    sent = {"name": "  Dora   Desk ", "roles": ["therapist", "front_desk"]}
    assert as_(owner).post(person_page(desk), sent).status_code == 302
    desk.refresh_from_db()
    assert (desk.name, desk.roles) == ("Dora Desk", {Role.THERAPIST, Role.FRONT_DESK})


@pytest.mark.parametrize("roles", [[], ["king"]])
def test_nobody_is_without_a_role(as_, owner, desk, roles):
    browser = as_(owner)
    before = snapshot()
    page = browser.post(person_page(desk), {"name": "Typed Name", "roles": roles})
    assert (page.status_code, changed(before, snapshot())) == (200, [])
    assert "roles" in page.context["form"].errors and "Typed Name" in shown(page)


def test_the_last_owner_keeps_the_role_and_the_login(as_, owner, desk):
    factories.user("Past Owner", is_owner=True, is_active=False)
    browser = as_(owner)
    before = snapshot()
    page = browser.post(person_page(owner), {"name": owner.name, "roles": ["therapist"]})
    assert "Nobody else is an owner" in shown(page)
    page = browser.post(reverse("practice:switch_off", args=[owner.public_id]), follow=True)
    assert "Nobody else is an owner" in shown(page)
    assert changed(before, snapshot()) == []


@pytest.mark.parametrize("change_to", [{"is_active": False}, {"is_owner": False, "is_therapist": True}])
def test_the_database_keeps_the_last_owner_whoever_writes(owner, change_to):
    with pytest.raises(IntegrityError, match="Somebody must remain"), transaction.atomic():
        User.objects.filter(pk=owner.pk).update(**change_to)
    with pytest.raises(IntegrityError, match="Somebody must remain"), transaction.atomic():
        User.objects.filter(pk=owner.pk).delete()
    assert User.objects.filter(is_owner=True, is_active=True).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("by_hand", [False, True])
def test_two_owners_who_leave_at_the_same_time_leave_one(by_hand):
    """Through the product, and by bare SQL past it."""
    owners = [factories.user(f"Owner {n}", is_owner=True) for n in (1, 2)]
    refused, ready = [], threading.Barrier(2)

    def leave(person):
        ready.wait()
        try:
            if by_hand:
                User.objects.filter(pk=person.pk).update(is_active=False)
            else:
                deactivate(person, now=timezone.now())
        except (LastOwner, IntegrityError) as error:
            refused.append(type(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=[person]) for person in owners]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert refused == [IntegrityError if by_hand else LastOwner]
    assert User.objects.filter(is_owner=True, is_active=True).count() == 1


def test_a_switched_off_persons_sessions_end_at_once_and_for_good(owner, desk):
    desk.set_password(PASSWORD)
    desk.save()
    browser = Client()
    browser.force_login(desk)
    page = reverse("clients:list")
    assert browser.get(page).status_code == 200
    deactivate(desk, now=timezone.now())
    assert browser.get(page).status_code == 302
    login = {"login": desk.email, "password": PASSWORD}
    assert Client().post(reverse("account_login"), login).headers.get("Location") == reverse("account_inactive")
    reactivate(desk)
    assert browser.get(page).status_code == 302, "the old session must not come back"


def test_an_owner_who_goes_takes_back_the_invitations_made(owner):
    second = factories.user("Second Owner", is_owner=True)
    for by in (owner, second):
        factories.invitation(by)
    change(second, name=second.name, roles={Role.THERAPIST}, now=timezone.now())
    assert list(Invitation.objects.open().values_list("invited_by", flat=True)) == [owner.pk]


def test_who_changed_roles_and_when_is_kept(as_, owner, desk):
    as_(owner).post(person_page(desk), {"name": desk.name, "roles": ["therapist"]})
    [event] = desk.events.all()
    assert (event.is_front_desk, event.pgh_label, event.pgh_context.metadata["user"]) == (True, "update", owner.pk)
    assert not hasattr(event, "password")


def test_the_people_page_takes_as_many_queries_for_three_as_for_one(as_, owner, django_assert_num_queries):
    browser = as_(owner)
    page = reverse("practice:people")
    factories.invitation(owner)
    with django_assert_num_queries(5):  # session, user, practice, everybody, invitations
        one = browser.get(page)
    for n in (1, 2, 3):
        factories.user(f"Person Number {n}")
        factories.user(f"Past Number {n}", is_active=False)
        factories.invitation(owner)
    with django_assert_num_queries(5):
        three = browser.get(page)
    assert shown(one).count("Number") == 0
    assert all(f"{kind} Number {n}" in shown(three) for kind in ("Person", "Past") for n in (1, 2, 3))


def test_a_practice_of_one_reads_of_no_desk_and_no_colleague(as_, solo):
    browser = as_(solo)
    for page in (reverse("practice:people"), person_page(solo), reverse("practice:settings")):
        text = shown(browser.get(page)).lower()
        assert not [word for word in ("front desk", "reception", "colleague") if word in text], page


def test_a_password_link_works_once(as_, owner, desk):
    page = as_(owner).post(reverse("practice:password_link", args=[desk.public_id]))
    link = page.context["link"].removeprefix("http://127.0.0.1:8000")
    browser = Client()
    step = browser.get(link, follow=True)
    chosen = {"password1": PASSWORD, "password2": PASSWORD}
    assert browser.post(step.request["PATH_INFO"], chosen).status_code == 302
    desk.refresh_from_db()
    assert desk.check_password(PASSWORD)
    again = Client().get(link, follow=True)
    assert "password1" not in shown(again)


def test_whoever_has_a_link_made_to_her_password_is_told_and_it_stays_on_record(as_, owner, therapist):
    for person in (therapist, owner):
        person.set_password(PASSWORD)
        person.save()
    as_(owner).post(reverse("practice:password_link", args=[therapist.public_id]))

    def logs_in() -> str:
        browser = Client()
        browser.get("/accounts/login/")
        said = {"login": therapist.email, "password": PASSWORD}
        return (
            shown(browser.post("/accounts/login/", said, follow=True))
            + "\n"
            + shown(browser.get(reverse("account_change_password")))
        )

    told = f"{owner.name} made a link to choose a new password for you, on "
    assert [logs_in().count(told) for _ in range(2)] == [2, 1]  # at the first login; and beside "Change password"
    assert told not in shown(as_(owner).get(reverse("account_change_password")))
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        PasswordLink.objects.all().delete()


def test_a_password_link_runs_out(as_, owner, desk, settings):
    link = as_(owner).post(reverse("practice:password_link", args=[desk.public_id])).context["link"]
    settings.PASSWORD_RESET_TIMEOUT = -1
    page = Client().get(link.removeprefix("http://127.0.0.1:8000"), follow=True)
    assert "password1" not in shown(page)


def test_where_mail_works_nobody_makes_a_link_for_another(as_, owner, desk, settings):
    settings.EMAIL_CONFIGURED = True
    assert as_(owner).post(reverse("practice:password_link", args=[desk.public_id])).status_code == 404
