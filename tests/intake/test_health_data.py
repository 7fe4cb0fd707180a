"""What ships about health, consents and questions: whole, short enough to be read on a phone, loaded once."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from intake import consent_data, health_data, questions, vocabulary
from intake.enums import Care, ConsentKind
from intake.models import Area, ComplaintType, ConsentText, HealthCondition, QuestionEdition, RedFlag, Technique
from intake.standing import texts_in_use
from tests.test_access import CLINICAL

NEVER_HIDDEN = (
    *("reason", "name", "birth_date", "type", "own_words", "felt", "intensity", "days"),
    *("conditions", "thinners", "pregnancy", "allergies", "flags", "consents"),
)
# The contract with the form's pages and with intake/answers.py.
ANSWERS = {
    "reason": "reason",
    "you": "name birth_date phone email emergency_name emergency_phone"
    " guardian_name guardian_relationship guardian_phone",
    "about": "occupation work_movements home_movements",
    "main": "type own_words doctor_named doctor",
    "where": "felt",
    "how": "since course intensity days worst worse_with better_with",
    "so_far": "tried treatments_before painkiller_days activity activity_score hopes",
    "others": "others own_words felt intensity",
    "likes": "pressure focus avoid oil quiet",
    "health": "conditions conditions_more operations injuries skin pregnancy",
    "medicines": "medicines thinners thinners_more allergies",
    "flags": "flags",
    "team": "team kind name practice may_write",
    "wish": "wish",
    "consents": "consents",
}


def everything():
    models = (RedFlag, HealthCondition, ConsentText, QuestionEdition, RedFlag.types.through)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_everything_that_ships_is_there_and_loading_again_changes_nothing(db):
    before = everything()
    assert [len(rows) for rows in before[:4]] == [
        len(health_data.RED_FLAGS),
        len(health_data.CONDITIONS),
        len(consent_data.CONSENT_TEXTS),
        1,
    ]
    vocabulary.load_health()
    vocabulary.load_consents()
    assert everything() == before


def test_names_and_texts_fit_and_are_whole(db):
    for model in (RedFlag, HealthCondition, ConsentText):
        for row in model.objects.all():
            row.full_clean()
    for flag in RedFlag.objects.all():
        assert flag.question.endswith("?") and flag.advice, flag.name
    assert {one.care for one in HealthCondition.objects.all()} == set(Care)
    assert all(one.advice for one in HealthCondition.objects.all())


def test_every_flag_is_asked_with_the_types_that_it_names(db):
    kept = {flag.name: {kind.name for kind in flag.types.all()} for flag in RedFlag.objects.all()}
    assert kept == {flag.name: set(flag.types) for flag in health_data.RED_FLAGS}


def test_no_list_is_too_long_for_a_phone(db):
    asked = {kind.name: RedFlag.objects.filter(types=kind).count() for kind in ComplaintType.objects.all()}
    assert asked["Headache"] == 8
    assert max(asked[name] for name in health_data.SPINE) <= 7
    assert max(count for name, count in asked.items() if name != "Headache") <= 7


def test_a_flag_added_later_finds_its_types_though_the_practice_renamed_one(db):
    ComplaintType.objects.filter(name="Headache").update(name="Heads")
    RedFlag.objects.filter(name="Fever or stiff neck").delete()
    vocabulary.load_health()
    assert [kind.name for kind in RedFlag.objects.get(name="Fever or stiff neck").types.all()] == ["Neck"]


def test_what_asks_for_a_yes_each_time(db):
    areas = set(Area.objects.filter(sensitive=True).values_list("name", flat=True))
    assert areas == set(health_data.SENSITIVE_AREAS)
    assert [one.name for one in Technique.objects.filter(sensitive=True)] == ["Jaw work (intra-oral)"]


def test_the_consent_texts_are_there_in_the_order_of_signing(db):
    texts = texts_in_use()
    assert [(text.kind, text.version, text.created_by) for text in texts] == [(kind, 1, None) for kind in ConsentKind]
    for text in texts:
        assert 150 <= len(text.body.split()) <= 300, text.kind
        assert "<" not in text.body
    assert "asks you in person, each time" in texts[0].body


def test_the_catalogue_has_the_keys_that_answers_are_kept_under(db):
    keys = {step.key: [] for step in questions.STEPS}
    for one in questions.QUESTIONS:
        keys[one.step].append(one.answer_key)
    assert keys == {step: answers.split() for step, answers in ANSWERS.items()}
    assert len(questions.BY_KEY) == len(questions.QUESTIONS)
    assert not [key for key in NEVER_HIDDEN if questions.BY_KEY[key].may_hide]


def test_the_first_edition_says_every_word_that_ships(db):
    edition = questions.current_edition()
    wording = questions.wording(edition)
    assert (edition.number, edition.created_by, wording.number) == (1, None, 1)
    for one in questions.QUESTIONS:
        asked = wording[one.key]
        assert (asked.label, asked.help, asked.required, asked.hidden) == (
            *(one.label, one.help, one.required_shipped),
            False,
        )
        assert asked.label


@pytest.mark.parametrize(
    "what", ["UPDATE intake_questionedition SET number = 7", "DELETE FROM intake_questionedition"]
)
def test_an_edition_is_never_changed(db, what):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(what)


def test_what_clients_read_has_no_word_that_the_desk_must_not_see(db):
    """The desk prints blank forms, and a form at the desk lies open."""
    said = [
        *(f"{one.label} {one.help}" for one in questions.QUESTIONS),
        *(flag.question for flag in health_data.RED_FLAGS),
        *(one.name for one in health_data.CONDITIONS),
        *(f"{text.title} {text.body}" for text in consent_data.CONSENT_TEXTS),
    ]
    assert [text for text in said if CLINICAL.search(text)] == []
