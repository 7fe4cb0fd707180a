"""Whatever is sent to a client's form: an answer in words, nothing of anybody else, and what is kept can be read."""

import uuid

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake import answers, links, steps
from intake.enums import Purpose
from intake.models import Intake
from tests import factories
from tests.intake.filled import ANSWERED, BORN, agreed, begun, link_of
from tests.intake.phone import Fields, Phone

SECRET = "Quorra Othersecret"
PAGES = {
    purpose: [*{step.key for step in way}, "birth_date", "review", "no-such-step"]
    for purpose, way in steps.WAYS.items()
}
ODD = ("seen", "to", "told", "back", "more", "remove", "0-own_words", "3-kind", "9-name", "77-x", "text-privacy", "x")
VALUES = st.one_of(
    st.text(max_size=40),
    st.integers(-(10**12), 10**12).map(str),
    st.sampled_from(
        ["", "-", "on", "none", "yes", "review", "x" * 9000, "\x00", "2999-02-30", "²", "🦴", "both", "7"]
    ),
    st.uuids().map(str),
)


@pytest.fixture(params=[Purpose.INTAKE, Purpose.WALK_IN, Purpose.RENEWAL])
def place(request, db):
    """A form that was begun, a short one, or a yearly one over what is on record; and another client's."""
    other = factories.client(SECRET)
    begun(link_of(other, "other"), ANSWERED | {"about": {"occupation": SECRET}})
    clara = factories.client("Clara", birth_date=BORN)
    if request.param == Purpose.RENEWAL:
        factories.complaint(clara, own_words="A band around my head")
    token = links.make_link(clara, request.param, by=None, request_id=uuid.uuid4(), now=timezone.now())[1]
    if request.param == Purpose.INTAKE:
        begun(links.by_token(token), ANSWERED | {"reason": {"reason": "both"}, "consents": agreed()})
    phone = Phone(token)
    phone.says("birth_date", birth_date_day="1", birth_date_month="4", birth_date_year="1980")
    return phone, {page: Fields(phone.page(page)) for page in sorted(PAGES[request.param])}


def others() -> dict:
    return Intake.objects.filter(client__name=SECRET).values().get()


@pytest.mark.usefixtures("bare_answers")
@settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_junk_is_answered_and_reaches_nobody_else(place, data):
    phone, shown = place
    page = data.draw(st.sampled_from([*shown]))
    names = st.sampled_from([*sorted(shown[page].names), *ODD])
    typed = data.draw(st.dictionaries(names, VALUES | st.lists(VALUES, max_size=3), max_size=5))
    before = others()
    with transaction.atomic():
        answer = phone.browser.post(phone.at(page), shown[page].sent | typed)
        looked = phone.page("review")
        assert answer.status_code in (200, 302, 409)
        assert SECRET not in answer.content.decode() + looked
        assert others() == before
        kept = Intake.objects.filter(client__name="Clara").first()
        assert kept is None or answers.read(kept.answers).reason != "x"
        transaction.set_rollback(True)
