"""A repeat visit, where much is as last time: how many taps it takes, and that the keyboard alone does it too."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from intake.models import Area, HomeworkKind, Technique
from sessions_log.models import AreaWorked, Homework, TechniqueUsed, Visit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
MOST_TAPS = 12
# A chip's input lies unseen over the words that show its state.
OUTLINE = "e => getComputedStyle(e.matches('.chip > input') ? e.nextElementSibling : e).outlineStyle"


@pytest.fixture
def story(transactional_db):
    """Two complaints; last time two areas, a technique, firm, and one homework."""
    therapist, clara = factories.user("Ines Moreno"), factories.client()
    factories.consents(clara)
    complaints = [factories.complaint(clara), factories.complaint(clara, "Upper back")]
    last = factories.visit(clara, therapist, days_ago=14, pressure="firm")
    for complaint in complaints:
        factories.rating(last, complaint, 7)
    for name, side in (("Scalenes", "left"), ("Levator scapulae", "both")):
        AreaWorked.objects.create(visit=last, area=Area.objects.get(name=name), side=side)
    TechniqueUsed.objects.create(visit=last, technique=Technique.objects.get(name="Friction"))
    Homework.objects.create(visit=last, kind=HomeworkKind.objects.get(name="Heat"), times_a_day=2)
    factories.sign(last)
    return therapist, clara, reverse("sessions_log:start", args=[clara.public_id])


def check_all_is_kept(therapist) -> None:
    visit = Visit.objects.latest("pk")
    assert (visit.signed_by, visit.health_changed, visit.pressure, visit.return_weeks) == (
        therapist,
        False,
        "firm",
        2,
    )
    assert dict(visit.areas.values_list("area__name", "side")) == {"Scalenes": "left", "Levator scapulae": "both"}
    assert [each.technique.name for each in visit.techniques.all()] == ["Friction"]
    assert [(each.kind.name, each.times_a_day) for each in visit.homework.all()] == [("Heat", 2)]
    assert [each.done for each in visit.homework_reviews.all()] == ["most"]
    assert [rating.value for rating in visit.ratings.order_by("complaint")] == [6, 5]
    assert Visit.objects.count() == 2


def test_a_repeat_visit_takes_at_most_twelve_taps_and_no_typing(live, story):
    therapist, _clara, start = story
    watched = live(therapist, width=820, has_touch=True)
    page, taps = watched.page, 0
    watched.goto(start)

    def tap(place) -> None:
        nonlocal taps
        place.tap()
        taps += 1

    def chip(section: str, text: str):
        return page.locator(section).locator("label.chip", has=page.get_by_text(text, exact=True)).locator("input")

    tap(chip(".health", "No"))
    tap(chip(".complaint >> nth=0", "6"))
    tap(chip(".complaint >> nth=1", "5"))
    tap(page.get_by_role("button", name="Same as last time"))
    expect(page.locator(".pick.from-last")).to_have_count(2)
    tap(chip(".reviews", "most"))
    tap(chip(".return", "2"))
    tap(page.get_by_role("button", name="Sign"))
    page.get_by_text(re.compile("Signed by Ines Moreno")).wait_for()
    assert taps <= MOST_TAPS
    check_all_is_kept(therapist)


def test_the_keyboard_alone_logs_a_repeat_visit(live, story):
    """Tab goes on, arrows and digits choose, space ticks; what has the focus shows it."""
    therapist, _clara, start = story
    page = live(therapist).page
    page.goto(start)

    def tab_to(css: str) -> None:
        for _ in range(120):
            page.keyboard.press("Tab")
            if page.evaluate("css => document.activeElement.matches(css)", css):
                break
        assert page.evaluate("css => document.activeElement.matches(css)", css), f"Tab does not reach {css}"
        assert page.evaluate(f"({OUTLINE})(document.activeElement)") != "none"

    tab_to("[name=health_changed]")
    page.keyboard.press("Space")
    tab_to(".complaint input[type=radio]")
    page.keyboard.press("6")
    page.get_by_text("Last time,").first.wait_for()
    tab_to(".complaint ~ .complaint input[type=radio]")
    page.keyboard.press("5")
    tab_to("button[value=same]")
    page.keyboard.press("Enter")
    expect(page.locator(".pick.from-last")).to_have_count(2)
    tab_to(".reviews input")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    tab_to(".return input")
    page.keyboard.press("ArrowRight")
    tab_to("button[value=sign]")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Signed by Ines Moreno")).wait_for()
    check_all_is_kept(therapist)
