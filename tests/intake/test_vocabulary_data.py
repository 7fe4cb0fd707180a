"""The shipped vocabulary: complete, loaded once, never overwriting what a practice made of it."""

import pytest

from intake import vocabulary, vocabulary_data
from intake.guessing import guess
from intake.models import Area, ComplaintType, HomeworkKind, Technique

MODELS = (Area, Technique, HomeworkKind, ComplaintType)


def everything():
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def test_everything_that_ships_is_there(db):
    assert [model.objects.count() for model in MODELS] == [61, 28, 11, 16]
    assert set(Area.objects.filter(whole=True).values_list("name", flat=True)) == set(vocabulary_data.WHOLE_AREAS)


def test_loading_again_changes_nothing(db):
    before = everything()
    vocabulary.load()
    assert everything() == before


def test_loading_keeps_a_changed_word_and_adds_only_the_missing_one(db):
    Technique.objects.filter(name="Cupping").update(name="CUPPING", position=1)
    Technique.objects.filter(name="Heat").delete()
    vocabulary.load()
    assert list(Technique.objects.filter(name__iexact="cupping").values_list("name", "position")) == [("CUPPING", 1)]
    assert Technique.objects.filter(name="Heat").exists()


def test_names_and_texts_fit_and_are_unique(db):
    for model in MODELS:
        rows = list(model.objects.all())
        assert len({row.name.casefold() for row in rows}) == len(rows)
        for row in rows:
            row.full_clean()


def test_sleep_stress_and_tiredness_have_words_of_their_own(db):
    for kind in ComplaintType.objects.filter(name__in=["Sleep", "Stress", "Tiredness", "Stiffness"]):
        assert kind.high_label != "the worst you can imagine", kind.name


def test_a_headache_is_judged_by_its_days_and_asks_about_painkillers(db):
    assert list(ComplaintType.objects.filter(main_measure="days").values_list("name", "asks_painkiller_days")) == [
        ("Headache", True)
    ]
    assert ComplaintType.objects.filter(asks_painkiller_days=True).count() == 1


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Headaches", "Headache"),
        ("  tension   HEADACHE", "Headache"),
        ("Migraines", "Headache"),
        ("Lower back pain", "Low back"),
        ("Upper-back tightness", "Upper back"),
        ("Back", "Low back"),
        ("Neck", "Neck"),
        ("Poor sleep", "Sleep"),
        ("Trouble getting back to sleep", "Sleep"),
        ("Sciatica, left", "Pain down the leg"),
        ("Stress", "Stress"),
        ("Hippocampus", None),
        ("", None),
        ("Something else entirely", None),
    ],
)
def test_a_type_is_guessed_from_the_name(db, name, kind):
    found = guess(name, ComplaintType.objects.all())
    assert (found and found.name) == kind
