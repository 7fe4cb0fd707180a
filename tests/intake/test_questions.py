"""What the intake asks: every change is a new edition, none ever changes, and nobody overwrites another unseen."""

import uuid

import pytest
from django.urls import reverse
from django.utils.html import escape

from intake import editions
from intake.models import QuestionEdition
from intake.question_forms import MANY, StepForm
from intake.questions import BY_KEY, QUESTIONS, STEPS, Wording, current_edition, shipped_wording, wording
from tests.snapshot import changed, snapshot


def asked() -> Wording:
    return wording(current_edition())


def form_of(step: str, **typed) -> dict:
    """A step's form as it is shown now, with `typed` in some fields (so_far__hopes is not needed: hopes_label)."""
    form = StepForm(None, wording=asked(), step=step)
    fields = {name: form[name].value() for name in form.fields}
    return fields | {name.replace("__", "-"): value for name, value in typed.items()}


def save(browser, step: str, fields: dict):
    return browser.post(reverse("intake:question_step", args=[step]), fields)


def add(browser, step: str = "likes", **fields):
    facts = {"seen": 1, "request_id": uuid.uuid4(), "label": "Candles?", "kind": "yes-no"}
    return browser.post(reverse("intake:add_question", args=[step]), facts | fields)


def own(owner, label: str, step: str = "likes", kind: str = "text", **facts) -> str:
    made = uuid.uuid4()
    said = {"step": step, "kind": kind, "label": label, "help": "", "required": False, "options": []}
    editions.add_own(said | facts, by=owner, request_id=made)
    return f"own-{made.hex}"


def address(name: str, key: str) -> str:
    return reverse(f"intake:{name}", args=[uuid.UUID(key.removeprefix("own-"))])


def labels(step: str = "likes") -> list[str]:
    return [one.label for one in asked().own(step)]


def test_other_words_are_a_new_edition_and_the_old_one_stays(as_, owner):
    before = QuestionEdition.objects.values().get()
    assert save(as_(owner), "so_far", form_of("so_far", hopes__label="  What   for? ")).status_code == 302
    first, second = QuestionEdition.objects.order_by("number").values()
    assert first == before
    assert (second["number"], second["created_by_id"]) == (2, owner.pk)
    assert (wording(QuestionEdition.objects.get(number=1))["hopes"].label, asked()["hopes"].label) == (
        *("What do you hope massage will do for you?",),
        "What for?",
    )
    differing = {
        key: said
        for key, said in second["wording"]["questions"].items()
        if said != first["wording"]["questions"][key]
    }
    assert list(differing) == ["hopes"]


def test_the_same_words_are_no_edition(as_, owner):
    browser = as_(owner)
    before = snapshot()
    page = browser.post(reverse("intake:question_step", args=["likes"]), form_of("likes"), follow=True)
    assert [str(each) for each in page.context["messages"]] == ["Nothing was changed."]
    assert changed(before, snapshot()) == []


def test_a_form_sent_twice_is_one_edition(as_, owner):
    browser, fields = as_(owner), form_of("likes", quiet__label="Hush?")
    save(browser, "likes", fields)
    save(browser, "likes", fields)
    assert QuestionEdition.objects.count() == 2


def test_shipped_words_that_change_later_change_no_edition():
    said = shipped_wording()
    said["questions"]["hopes"]["label"] = "As it shipped once"
    assert Wording(7, said)["hopes"].label == "As it shipped once"


def test_a_question_younger_than_an_edition_is_asked_as_it_ships():
    said = shipped_wording()
    del said["questions"]["quiet"]
    assert Wording(7, said)["quiet"].label == "Quiet, or a chat?"


def test_a_hidden_question_is_not_asked_and_neither_is_what_follows_it(as_, owner):
    browser = as_(owner)
    save(browser, "main", form_of("main", doctor_named__asked="out"))
    save(browser, "so_far", form_of("so_far", hopes__asked="must"))
    now = asked()
    assert [one.key for one in now.of("main")] == ["type", "own_words"]
    assert (now["doctor"].is_asked, now["hopes"].required) == (False, True)
    assert wording(QuestionEdition.objects.get(number=1))["doctor"].is_asked is True


def test_what_safety_or_the_record_needs_cannot_be_left_out(as_, owner):
    browser = as_(owner)
    for step in STEPS:
        fields = form_of(step.key)
        out = {f"{one.key}-asked": "out" for one in QUESTIONS if one.step == step.key and one.may_hide}
        save(browser, step.key, fields | out)
    now = asked()
    lists = ("others_own_words", "others_felt", "others_intensity", "team_kind")  # gone with their lists
    assert {key for key in BY_KEY if not now[key].is_asked} == {
        *(key for key, one in BY_KEY.items() if one.may_hide),
        *lists,
    }
    for key in BY_KEY:
        if not BY_KEY[key].may_hide:
            save(browser, BY_KEY[key].step, form_of(BY_KEY[key].step) | {f"{key}-asked": "out"})
    assert asked().number == now.number


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"hopes__label": " "}, "hopes-label"),
        ({"hopes__label": "x" * 201}, "hopes-label"),
        ({"hopes__help": "x" * 301}, "hopes-help"),
        ({"hopes__asked": "sometimes"}, "hopes-asked"),
        ({"seen": "9" * 40}, "seen"),
        ({"request_id": "no id"}, "request_id"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(as_, owner, fields, field):
    browser = as_(owner)
    before = snapshot()
    page = save(browser, "so_far", form_of("so_far", tried__label="Typed and kept", **fields))
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert b"Typed and kept" in page.content
    assert changed(before, snapshot()) == []


def test_whoever_saves_second_sees_both_and_keeps_what_the_other_changed_elsewhere(as_, owner):
    browser = as_(owner)
    mine = form_of("likes", quiet__label="Mine?", oil__label="Oil, mine?")
    save(browser, "likes", form_of("likes", quiet__label="Theirs?", focus__label="Focus, theirs?"))
    save(browser, "about", form_of("about", occupation__label="Work, theirs?"))
    before = snapshot()
    page = save(browser, "likes", mine)
    assert (page.status_code, changed(before, snapshot())) == (409, [])
    assert [(one["saved"], one["typed"]) for one in page.context["clashes"]] == [("Theirs?", "Mine?")]
    form = page.context["form"]
    save(browser, "likes", {name: form[name].value() for name in form.fields})
    now = asked()
    assert [now[key].label for key in ("quiet", "oil", "focus", "occupation")] == [
        *("Mine?", "Oil, mine?"),
        *("Focus, theirs?", "Work, theirs?"),
    ]


def test_what_another_changed_elsewhere_needs_no_second_look(as_, owner):
    browser, mine = as_(owner), form_of("likes", quiet__label="Mine?")
    save(browser, "likes", form_of("likes", oil__label="Theirs?"))
    assert save(browser, "likes", mine).status_code == 302
    now = asked()
    assert (now.number, now["quiet"].label, now["oil"].label) == (3, "Mine?", "Theirs?")


def test_a_question_of_ones_own_is_asked_last_in_its_step(as_, owner):
    add(as_(owner), "likes", label="Music?", kind="choice", options=" None \n\n Piano\nBirds", required="on")
    last = asked().of("likes")[-1]
    assert (last.label, last.kind, last.options, last.required, last.step) == (
        *("Music?", "choice", ("None", "Piano", "Birds"), True),
        "likes",
    )


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"label": ""}, "label"),
        ({"kind": "essay"}, "kind"),
        ({"kind": "choice", "options": "one"}, "options"),
        ({"kind": "choice", "options": "one\nOne"}, "options"),
        ({"kind": "choice", "options": "x" * 61 + "\ny"}, "options"),
        ({"kind": "choice", "options": "\n".join(map(str, range(13)))}, "options"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(as_, owner, fields, field):
    browser = as_(owner)
    before = snapshot()
    page = add(browser, **fields)
    assert (page.status_code, list(page.context["form"].errors)) == (200, [field])
    assert changed(before, snapshot()) == []


def test_there_is_an_end_to_questions_of_ones_own(as_, owner, monkeypatch):
    monkeypatch.setattr("intake.question_forms.MANY", 2)
    assert MANY == 30
    browser = as_(owner)
    assert [add(browser, label=f"Number {n}?").status_code for n in range(3)] == [302, 302, 200]
    assert labels() == ["Number 0?", "Number 1?"]


@pytest.mark.parametrize("step", ["you", "consents", "nowhere"])
def test_where_one_may_not_ask_is_not_found(as_, owner, step):
    assert add(as_(owner), step).status_code == 404


def test_an_own_question_is_reworded_retired_and_brought_back_and_its_old_words_stay(as_, owner):
    browser, key = as_(owner), own(owner, "Candles?")
    then = asked()
    facts = {"seen": then.number, "request_id": uuid.uuid4(), "label": "Candle light?", "required": "on"}
    assert browser.post(address("question", key), facts).status_code == 302
    assert (asked()[key].label, asked()[key].required, then[key].label) == ("Candle light?", True, "Candles?")
    browser.post(address("retire_question", key), {"request_id": uuid.uuid4()})
    assert (labels(), [one.label for one in asked().retired()]) == ([], ["Candle light?"])
    assert asked()[key].is_asked is False
    browser.post(address("bring_back_question", key), {"request_id": uuid.uuid4()})
    assert labels() == ["Candle light?"]
    assert QuestionEdition.objects.count() == 5


def test_own_questions_clash_like_others(as_, owner):
    browser, key = as_(owner), own(owner, "Music?", kind="choice", options=["None", "Piano"])
    mine = {"seen": asked().number, "request_id": uuid.uuid4(), "label": "Music?", "options": "None\nBirds"}
    browser.post(address("question", key), mine | {"request_id": uuid.uuid4(), "options": "None\nHarp"})
    page = browser.post(address("question", key), mine)
    assert page.status_code == 409
    assert [(one["saved"], one["typed"]) for one in page.context["clashes"]] == [("None\nHarp", "None\nBirds")]
    assert page.context["form"]["options"].value() == "None\nBirds"


def test_own_questions_move_within_their_step_and_stop_at_its_end(as_, owner):
    browser = as_(owner)
    first, elsewhere, second = own(owner, "A"), own(owner, "Else", step="about"), own(owner, "B")

    def move(key, way):
        browser.post(address("move_question", key), {way: "", "request_id": uuid.uuid4()})

    move(second, "up")
    assert (labels(), labels("about")) == (["B", "A"], ["Else"])
    before = snapshot()
    move(second, "up")
    move(first, "down")
    move(elsewhere, "up")
    browser.post(address("move_question", first), {"up": ""})  # no id, as from an old page
    assert changed(before, snapshot()) == []


def test_an_edition_is_read_as_it_asked(as_, owner):
    browser, key = as_(owner), own(owner, "Candles?")
    save(browser, "likes", form_of("likes", quiet__label="Hush?"))
    page = browser.get(reverse("intake:edition", args=[2])).content.decode()
    assert ("Candles?" in page, "Hush?" in page, "Quiet, or a chat?" in page) == (True, False, True)
    assert "Candles?" not in browser.get(reverse("intake:edition", args=[1])).content.decode()
    assert key in asked()
    assert browser.get(reverse("intake:edition", args=[99])).status_code == 404


def test_the_pages_take_as_many_queries_for_many_as_for_few(as_, owner, django_assert_num_queries):
    browser, one = as_(owner), own(owner, "Number 0?")
    for number in range(1, 4):
        own(owner, f"Number {number}?")
    pages = [
        (reverse("intake:questions"), 5),  # session, user, practice, edition, who made it
        (reverse("intake:question_step", args=["likes"]), 4),
        (address("question", one), 4),
        (reverse("intake:editions"), 5),  # session, user, practice, how many, editions with who made them
        (reverse("intake:edition", args=[2]), 5),  # session, user, practice, this edition, the one asked now
    ]
    for page, queries in pages:
        with django_assert_num_queries(queries):
            answer = browser.get(page).content.decode()
    everything = browser.get(pages[0][0]).content.decode()
    assert [label for label in labels() if label not in everything] == []
    assert all(escape(asked()[one.key].label) in everything for one in QUESTIONS)
    assert answer
