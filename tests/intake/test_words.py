"""The vocabulary's pages: nothing is there twice, nothing is deleted, the order holds."""

import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from intake import words
from intake.models import Area, ComplaintType, RedFlag, Technique
from practice.hooks import thresholds_changed
from tests import factories
from tests.snapshot import changed, snapshot


def add(browser, kind: str, **fields):
    return browser.post(reverse("intake:add_word", args=[kind]), {"request_id": uuid.uuid4(), **fields})


def edit(browser, kind: str, word, **fields):
    return browser.post(reverse("intake:word", args=[kind, word.public_id]), fields)


def names(model=Technique, **filters) -> list[str]:
    return list(model.objects.current().filter(**filters).values_list("name", flat=True))


def test_a_word_is_added_at_the_end(as_, owner):
    assert add(as_(owner), "techniques", name="  Foot   reflex work ").status_code == 302
    assert names()[-1] == "Foot reflex work"


def test_an_area_joins_the_end_of_its_region_however_that_is_typed(as_, owner):
    browser = as_(owner)
    add(browser, "areas", name="Platysma", region=" NECK ", has_side="on")
    assert names(Area, region="Neck")[-1] == "Platysma"
    regions = list(Area.objects.values_list("region", flat=True))
    assert all(regions.count(name) == _run(regions, name) for name in set(regions)), "regions stand together"


def _run(regions: list[str], name: str) -> int:
    first = regions.index(name)
    return next((n for n, one in enumerate(regions[first:]) if one != name), len(regions) - first)


@pytest.mark.parametrize("typed", ["Cupping", "cupping", " CUPPING  "])
def test_nothing_is_there_twice(as_, owner, typed):
    browser = as_(owner)
    before = snapshot()
    page = add(browser, "techniques", name=typed)
    assert list(page.context["form"].errors) == ["name"]
    page = edit(browser, "techniques", Technique.objects.get(name="Heat"), name=typed)
    assert list(page.context["form"].errors) == ["name"]
    assert changed(before, snapshot()) == []


def test_a_retired_word_is_named_when_it_is_typed_again(as_, owner):
    Technique.objects.filter(name="Cupping").update(retired_at=timezone.now())
    page = add(as_(owner), "techniques", name="cupping")
    assert "bring it back" in str(page.context["form"].errors)


def test_a_form_sent_twice_adds_once(as_, owner):
    same, browser = uuid.uuid4(), as_(owner)
    words.add(Technique, {"name": "New one"}, request_id=same)
    words.add(Technique, {"name": "New one"}, request_id=same)
    assert names().count("New one") == 1
    with pytest.raises(words.NameTaken):
        words.add(Technique, {"name": "NEW ONE"}, request_id=uuid.uuid4())
    assert add(browser, "techniques", name="Other", request_id="").status_code == 200


def test_a_used_word_is_retired_and_stays_where_it_was_used(as_, owner, therapist):
    browser, client = as_(owner), factories.client()
    complaint = factories.complaint(client)
    kind = complaint.type
    browser.post(reverse("intake:retire_word", args=["types", kind.public_id]))
    assert kind.name not in names(ComplaintType)
    complaint.refresh_from_db()
    assert complaint.type == kind
    page = browser.get(reverse("intake:words", args=["types"]))
    assert [word.name for word in page.context["retired"]] == [kind.name]
    browser.post(reverse("intake:bring_back_word", args=["types", kind.public_id]))
    assert kind.name in names(ComplaintType)


def test_the_last_type_stays(as_, owner):
    last = ComplaintType.objects.get(name="Other")
    ComplaintType.objects.exclude(pk=last.pk).update(retired_at=timezone.now())
    as_(owner).post(reverse("intake:retire_word", args=["types", last.public_id]))
    assert names(ComplaintType) == ["Other"]


def test_words_move_within_their_region_and_stop_at_its_end(as_, owner):
    browser = as_(owner)

    def move(name, way):
        area = Area.objects.get(name=name)
        browser.post(reverse("intake:move_word", args=["areas", area.public_id]), {way: ""})

    before = names(Area)
    move("Scalenes", "up")
    assert names(Area, region="Neck")[:2] == ["Scalenes", "Sternocleidomastoid"]
    move("Scalenes", "up")
    move("Scalenes", "down")
    assert names(Area) == before


def test_a_types_own_thresholds_are_told_and_only_when_they_change(as_, owner):
    heard = []

    def hear(of, **_kwargs):
        heard.append((of.name, of.review_after, of.refer_after))

    thresholds_changed.connect(hear)
    kind = ComplaintType.objects.get(name="Sleep")
    fields = {"name", "question", "low_label", "high_label", "main_measure", "keywords"}
    same = {name: getattr(kind, name) for name in fields}
    browser = as_(owner)
    edit(browser, "types", kind, **same)
    edit(browser, "types", kind, **same, review_after=4, refer_after=8)
    thresholds_changed.disconnect(hear)
    assert heard == [("Sleep", 4, 8)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"main_measure": "painkiller_days"}, "main_measure"),
        ({"review_after": 3}, "refer_after"),
        ({"refer_after": 3}, "review_after"),
        ({"review_after": 5, "refer_after": 5}, "refer_after"),
        ({"review_after": 0, "refer_after": 5}, "review_after"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_, owner, fields, field):
    browser = as_(owner)
    before = snapshot()
    filled = {"name": "Typed", "question": "Q?", "low_label": "a", "high_label": "b", "main_measure": "days"}
    page = add(browser, "types", **filled | fields)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert changed(before, snapshot()) == []


def test_a_rename_is_kept_in_history_and_an_order_is_not(as_, owner):
    browser, word = as_(owner), Technique.objects.get(name="Heat")
    edit(browser, "techniques", word, name="Warmth")
    browser.post(reverse("intake:move_word", args=["techniques", word.public_id]), {"up": ""})
    assert [(event.name, event.pgh_label) for event in word.events.all()] == [("Heat", "update")]


def test_another_kind_is_not_found(as_, owner):
    assert as_(owner).get(reverse("intake:words", args=["diagnoses"])).status_code == 404


@pytest.mark.parametrize("typed", ["SCM", "sternocleido", " scm "])
def test_an_area_is_found_by_either_name(as_, owner, typed):
    page = as_(owner).get(reverse("intake:words", args=["areas"]), {"q": typed})
    assert [word.name for _region, group in page.context["groups"] for word in group] == ["Sternocleidomastoid"]


def test_the_list_takes_as_many_queries_for_all_areas_as_for_one(as_, owner, django_assert_num_queries):
    browser, page = as_(owner), reverse("intake:words", args=["areas"])
    with django_assert_num_queries(4):  # session, user, practice, words
        everything = browser.get(page).content.decode()
    assert all(name in everything for name in names(Area))
    Area.objects.exclude(name="Scalp").delete()
    with django_assert_num_queries(4):
        browser.get(page)


def flag_fields(**fields):
    kinds = ComplaintType.objects.filter(name__in=["Neck", "Jaw"]).values_list("pk", flat=True)
    return {"name": "Glow", "question": " Does it   glow? ", "types": list(kinds), "urgent": "on", **fields}


def test_a_red_flag_is_added_with_its_types_and_changed(as_, owner):
    browser = as_(owner)
    assert add(browser, "red-flags", **flag_fields()).status_code == 302
    flag = RedFlag.objects.get(name="Glow")
    assert (flag.question, flag.urgent, {kind.name for kind in flag.types.all()}) == (
        *("Does it glow?", True),
        {"Neck", "Jaw"},
    )
    page = browser.get(reverse("intake:word", args=["red-flags", flag.public_id]))
    assert {kind.name for kind in page.context["form"].initial["types"]} == {"Neck", "Jaw"}
    foot = ComplaintType.objects.get(name="Foot")
    edit(browser, "red-flags", flag, **flag_fields(types=[foot.pk], urgent=""))
    flag.refresh_from_db()
    assert (flag.urgent, list(flag.types.all())) == (False, [foot])


def test_a_red_flag_that_nobody_would_be_asked_is_refused(as_, owner):
    browser = as_(owner)
    before = snapshot()
    page = add(browser, "red-flags", **flag_fields(types=[]))
    assert list(page.context["form"].errors) == ["types"]
    assert changed(before, snapshot()) == []


def test_a_retired_type_stays_with_the_flag_that_has_it_and_is_not_offered_to_others(as_, owner):
    neck = ComplaintType.objects.get(name="Neck")
    ComplaintType.objects.filter(pk=neck.pk).update(retired_at=timezone.now())
    flag = RedFlag.objects.filter(types=neck).first()
    browser = as_(owner)
    page = browser.get(reverse("intake:word", args=["red-flags", flag.public_id]))
    assert neck in page.context["form"].fields["types"].queryset
    page = browser.get(reverse("intake:add_word", args=["red-flags"]))
    assert neck not in page.context["form"].fields["types"].queryset


def test_what_asks_for_a_yes_each_time_is_chosen_by_the_practice(as_, owner):
    browser, word = as_(owner), Technique.objects.get(name="Cupping")
    edit(browser, "techniques", word, name="Cupping", sensitive="on")
    assert Technique.objects.get(pk=word.pk).sensitive is True
    edit(browser, "techniques", word, name="Cupping")
    assert Technique.objects.get(pk=word.pk).sensitive is False


def test_red_flags_are_listed_in_as_many_queries_however_many_there_are(as_, owner, django_assert_num_queries):
    browser, page = as_(owner), reverse("intake:words", args=["red-flags"])
    with django_assert_num_queries(5):  # session, user, practice, flags, their types
        everything = browser.get(page).content.decode()
    assert all(escape(flag.question) in everything for flag in RedFlag.objects.all())
    RedFlag.objects.exclude(name="Thunderclap headache").delete()
    with django_assert_num_queries(5):
        browser.get(page)
