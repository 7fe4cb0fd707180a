"""What was tried with what change, and what was not tried yet: what is left out, and when nothing is shown at all."""

import pytest
from django.utils import timezone

from cases.reading import cases_of
from cases.tried import tried, with_changes
from intake.models import Area, ClientPreferences, Complaint, Precaution, Technique
from intake.queries import vocabulary
from intake.training import say_training
from sessions_log.models import AreaWorked, SensitiveConsent, TechniqueUsed, VisitComplaint
from tests import factories
from tests.cases import build


def technique(name) -> Technique:
    return Technique.objects.get(name=name)


def worked(complaint, by, *, techniques=(), areas=(), days_ago=1, rating=None):
    visit = factories.visit(complaint.client, by, days_ago=days_ago)
    VisitComplaint.objects.create(visit=visit, complaint=complaint)
    for name in techniques:
        TechniqueUsed.objects.create(visit=visit, technique=technique(name))
    for name in areas:
        AreaWorked.objects.create(visit=visit, area=Area.objects.get(name=name))
    if rating is not None:
        factories.rating(visit, complaint, rating)
    return factories.sign(visit)


@pytest.fixture
def clara(therapist):
    return factories.client("Clara Whitfield", therapist=therapist)


@pytest.fixture
def others(therapist):
    """Two others with headaches, and one with something else."""
    used = ("Holding", "Cupping", "Skin rolling", "Heat", "Vibration")
    for number, techniques in enumerate((used, used[:1])):
        of = factories.complaint(factories.client(f"Other {number}"))
        worked(of, therapist, techniques=techniques, areas=("Scalp", "Scalenes"))
    knee = factories.complaint(factories.client("Knee"), "Knee", type=factories.complaint_type("Knee"))
    worked(knee, therapist, techniques=("Rocking",))


def case(as_, by, complaint):
    return as_(by).get(f"/complaints/{complaint.public_id}/case/").context


def test_review_shows_what_others_had_without_what_this_client_must_not_have(as_, therapist, clara, others):
    headaches = build.complaint(clara, therapist, (7, 7, 7))
    worked(headaches, therapist, techniques=("Heat",), areas=("Scalp",))
    ClientPreferences.objects.create(client=clara, avoid="no cupping, please; nothing at the left scalene")
    Precaution.objects.create(client=clara, text="thin skin: no skin rolling", created_by=therapist)
    draft = factories.visit(clara, therapist, days_ago=0)
    SensitiveConsent.objects.create(
        visit=draft, technique=technique("Vibration"), agreed=False, said_at=timezone.now()
    )
    build.recompute(headaches)

    found = case(as_, therapist, headaches)["untried"]

    assert [(each.name, each.clients) for each in found.techniques] == [("Holding", 2)]
    assert found.areas == []
    assert sorted(found.left_out) == ["Cupping", "Scalenes", "Skin rolling", "Vibration"]


def test_what_the_therapist_has_not_learnt_is_no_idea_for_her(as_, therapist, owner, clara, others):
    colleague = factories.user("Tomas Reyes", is_therapist=True)
    headaches = build.complaint(clara, therapist, (7, 7, 7))
    heat, holding = technique("Heat"), technique("Holding")
    say_training(therapist, chosen=[heat.pk], shown=[])

    def ideas(by):
        found = case(as_, by, headaches)["untried"]
        return {each.name for each in found.techniques}, sorted(found.not_learnt)

    unlearnt = ["Cupping", "Holding", "Skin rolling", "Vibration"]
    assert ideas(therapist) == ideas(owner) == ({"Heat"}, unlearnt)  # an owner sees what holds for her therapist
    assert ideas(colleague) == ({"Heat", *unlearnt}, [])  # has said nothing
    say_training(therapist, chosen=[holding.pk], shown=[heat.pk])
    assert ideas(therapist) == ({"Holding"}, ["Cupping", "Heat", "Skin rolling", "Vibration"])


@pytest.mark.parametrize("ratings", [(7, 7, 7, 7, 7), (7, 7), (7, 3, 3)])
def test_other_stages_show_no_ideas(as_, therapist, clara, others, ratings):
    assert case(as_, therapist, build.complaint(clara, therapist, ratings))["untried"] is None


def test_each_visit_stands_beside_how_the_next_rated_one_began(therapist, clara):
    headaches = factories.complaint(clara)
    for days_ago, rating, name in ((28, 7, "Heat"), (21, None, "Cold"), (14, 5, "Holding"), (7, 6, "Rocking")):
        worked(headaches, therapist, techniques=(name,), areas=("Scalp",), days_ago=days_ago, rating=rating)
    build.recompute(headaches)
    (found,) = cases_of(Complaint.objects.filter(pk=headaches.pk))
    rows = with_changes(tried(headaches, vocabulary()), found)
    assert [(each.techniques, each.areas, each.before, each.change) for each in rows] == [
        (["Heat"], ["Scalp"], "7", "2 better"),
        (["Cold"], ["Scalp"], "", ""),
        (["Holding"], ["Scalp"], "5", "1 worse"),
        (["Rocking"], ["Scalp"], "6", ""),
    ]
