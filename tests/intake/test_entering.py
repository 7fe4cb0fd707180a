"""An intake that a therapist enters, from paper or by phone: the client's own steps, and who entered it."""

import uuid

import pytest
from django.urls import reverse

from bookings.models import Paperwork
from intake.models import Alert, Consent, HealthCondition, Intake
from tests import factories
from tests.intake.filled import ANSWERED, BORN
from tests.intake.phone import Fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def clara():
    return factories.client("Clara Whitfield")


@pytest.fixture
def ines():
    return factories.user("Ines Moreno", is_therapist=True)


@pytest.fixture
def desk(client, ines):
    client.force_login(ines)
    return client


def begin(browser, clara, how: str = "paper", kind: str = "intake", **more):
    sent = {"request_id": str(uuid.uuid4()), "how": how, "kind": kind} | more
    return browser.post(reverse("intake:enter", args=[clara.public_id]), sent)


def at(step: str = "") -> str:
    entry = Intake.objects.get()
    if not step:
        return reverse("intake:entry", args=[entry.public_id])
    return reverse("intake:entry_step", args=[entry.public_id, step])


def says(browser, step: str, **typed):
    shown = Fields(browser.get(at(step)).content.decode()).sent
    return browser.post(at(step), shown | typed)


def hand_in(browser):
    """As somebody does who has looked it over."""
    return browser.post(at(), Fields(browser.get(at()).content.decode()).sent)


def answered(**more) -> Intake:
    """Everything but what is sent last."""
    entry = Intake.objects.get()
    entry.answers = ANSWERED | more
    entry.save()
    return entry


def test_a_sheet_is_entered_page_by_page_and_its_consents_follow(desk, clara, ines):
    assert begin(desk, clara).url == at()
    assert desk.get(at()).url == at("reason")
    page = desk.get(at("reason")).content.decode()
    assert "entered from paper by Ines Moreno on" in page
    assert "About five minutes" not in page
    assert says(desk, "reason", reason="unwind").url == at("you")
    day = {"birth_date_day": BORN.day, "birth_date_month": BORN.month, "birth_date_year": BORN.year}
    assert says(desk, "you", name="Clara Whitfield", **day).url == at("health")
    asthma = HealthCondition.objects.get(name="Asthma or another lung disease")
    assert says(desk, "health", conditions=str(asthma.public_id)).url == at("medicines")
    assert says(desk, "medicines", thinners="apixaban", allergies_none="on").url == at("likes")
    assert says(desk, "likes", pressure="firm").url == at()
    page = desk.get(at()).content.decode()
    assert "Hand it in" in page and asthma.name in page
    sent = [desk.post(at(), Fields(page).sent) for _ in range(2)]
    assert sent[0].url == reverse("intake:paper_consent", args=[clara.public_id])
    entry = Intake.objects.get()
    assert sent[1].url == reverse("intake:submitted", args=[entry.public_id])
    assert (entry.how, entry.entered_by, entry.link, bool(entry.submitted_at)) == ("paper", ines, None, True)
    assert not Consent.objects.exists()
    assert Alert.objects.filter(intake=entry, text__startswith="Blood thinners").exists()
    for page in (
        reverse("intake:submitted", args=[entry.public_id]),
        reverse("intake:intakes", args=[clara.public_id]),
    ):
        assert "by Ines Moreno on" in desk.get(page).content.decode()


def test_by_phone_nothing_is_signed_and_the_desk_sees_that(desk, clara):
    begin(desk, clara, how="phone", kind="walk_in")
    assert desk.get(at()).url == at("short")
    entry = answered(wish={"wish": "rest"})
    assert (
        "consents" not in desk.get(at()).content.decode().split("<main")[1].split("step-form")[1].split("</form>")[0]
    )
    assert hand_in(desk).url == reverse("intake:submitted", args=[entry.public_id])
    paperwork = Paperwork.objects.get(client=clara)
    assert (paperwork.consent_until, paperwork.state, bool(paperwork.history_until)) == (None, "in", True)
    desk.force_login(factories.user("Dora Desk", is_front_desk=True))
    assert "No consents yet." in desk.get(reverse("intake:forms", args=[clara.public_id])).content.decode()


def test_there_is_one_at_a_time_and_anybody_who_treats_goes_on_with_it(desk, clara, ines):
    again = str(uuid.uuid4())
    addresses = {begin(desk, clara, request_id=again).url for _ in range(2)} | {begin(desk, clara).url}
    assert len(addresses) == 1 == Intake.objects.count()
    says(desk, "reason", reason="both")
    tomas = factories.user("Tomas Reyes", is_therapist=True)
    desk.force_login(tomas)
    page = desk.get(reverse("intake:enter", args=[clara.public_id])).content.decode()
    assert "Go on with it" in page and "Ines Moreno" in page and 'name="how"' not in page
    says(desk, "reason", reason="unwind")
    entry = Intake.objects.get()
    assert (entry.entered_by, entry.answers) == (tomas, {"reason": {"reason": "unwind"}})


def test_two_who_enter_the_same_page_lose_nothing(desk, clara):
    begin(desk, clara)
    answered()
    shown = Fields(desk.get(at("likes")).content.decode()).sent
    says(desk, "likes", focus="the neck")
    late = desk.post(at("likes"), shown | {"focus": "the feet"})
    assert late.status_code == 409
    assert [word in late.content.decode() for word in ("the neck", "the feet")] == [True, True]
    assert Intake.objects.get().answers["likes"] == {"focus": "the neck"}


def test_another_clients_sheet_is_thrown_away_after_a_look_at_what_it_is(desk, clara):
    begin(desk, clara)
    address = reverse("intake:entry_discard", args=[clara.public_id])
    assert f'href="{address}"' in desk.get(at("reason")).text
    seen = Fields(desk.get(address).text).sent
    says(desk, "reason", reason="unwind")
    assert desk.post(address, seen).url == at()
    assert Intake.objects.get().answers == {"reason": {"reason": "unwind"}}  # saved since it was looked at
    page = desk.get(address).text
    assert "entered from paper by Ines Moreno on" in page and "typed on 1 page goes" in page
    listed = reverse("intake:intakes", args=[clara.public_id])
    assert [desk.post(address, Fields(page).sent).url for _ in range(2)] == [listed] * 2
    assert (Intake.objects.get().answers, "No intake yet" in desk.get(listed).text) == ({}, True)
    assert begin(desk, clara, how="phone", kind="walk_in").url == at()  # another form can be begun
    again = Intake.objects.get()
    assert (again.how, again.kind, again.state) == ("phone", "walk_in", f"{again.public_id} 1")
    desk.post(address, Fields(page).sent)
    assert Intake.objects.get().state == again.state  # of which the old page says nothing


def test_nothing_that_was_handed_in_or_is_the_clients_own_is_thrown_away(desk, clara, ines):
    sent = factories.intake(clara, ANSWERED, how="paper", entered_by=ines)
    factories.intake(clara, ANSWERED, submitted_at=None, link=factories.link(clara, "intake"))
    address = reverse("intake:entry_discard", args=[clara.public_id])
    assert desk.post(address, {"seen": sent.state}).url == reverse("intake:intakes", args=[clara.public_id])
    assert Intake.objects.count() == 2


def test_what_is_missing_is_named_and_nothing_is_handed_in(desk, clara):
    begin(desk, clara)
    answered(health={})
    answer = hand_in(desk)
    assert answer.status_code == 200 and f"{at('health')}?to=review#" in answer.content.decode()
    assert Intake.objects.get().submitted_at is None


def test_what_a_colleague_saved_since_the_look_over_is_looked_at_before_it_is_handed_in(desk, clara):
    begin(desk, clara)
    answered()
    looked_at = Fields(desk.get(at()).content.decode()).sent
    says(desk, "likes", pressure="light")
    answer = desk.post(at(), looked_at, follow=True)
    assert "Something was saved since you looked" in answer.text
    assert Intake.objects.get().submitted_at is None
    assert hand_in(desk).status_code == 302
    entry = Intake.objects.get()
    assert (entry.answers["likes"]["pressure"], bool(entry.submitted_at)) == ("light", True)


def test_what_a_client_sends_herself_is_nobody_elses_to_fill_in(desk, clara):
    link = factories.link(clara, "intake")
    own = factories.intake(clara, ANSWERED, link=link, submitted_at=None)
    of_her = [
        reverse("intake:entry", args=[own.public_id]),
        reverse("intake:entry_step", args=[own.public_id, "likes"]),
    ]
    assert [desk.get(address).status_code for address in of_her] == [404, 404]
    assert [desk.post(address).status_code for address in of_her] == [404, 404]


def test_an_archived_client_gets_no_intake(desk, clara, ines):
    begin(desk, clara)
    entry = answered()
    clara.archived_at, clara.archived_by = entry.started_at, ines
    clara.save()
    assert says(desk, "likes", focus="the neck").url == at()
    assert Intake.objects.get().answers["likes"] == {}


def test_junk_is_answered_with_a_page(desk, clara):
    assert begin(desk, clara, how="\0", kind="renewal").status_code == 200
    assert begin(desk, clara, request_id="\0").status_code == 200
    assert not Intake.objects.exists()
    begin(desk, clara)
    assert desk.get(f"{at()}nowhere/").url == at()
    assert desk.post(at("reason"), {"reason": "\0" * 9000}).status_code == 200
    assert desk.post(at("reason"), {"reason": "both", "seen": "\0"}).status_code == 409


def test_a_page_asks_the_database_a_fixed_number_of_times(desk, clara, django_assert_max_num_queries):
    begin(desk, clara)
    answered()
    for address in (at("health"), at()):
        with django_assert_max_num_queries(14):
            desk.get(address)
