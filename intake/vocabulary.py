"""Fills the vocabulary with what the product ships. What a practice has made of a word stays as it is."""

from django.apps import apps as installed

from intake import consent_data, health_data
from intake import vocabulary_data as data

STEP = 10  # room between two positions


def load(apps=installed) -> None:
    """Add every shipped word whose name is not there yet, in any case; change nothing that is. Safe to repeat."""
    _add(apps.get_model("intake", "Area"), _areas())
    _add(apps.get_model("intake", "Technique"), [{"name": name} for name in data.TECHNIQUES])
    _add(
        apps.get_model("intake", "HomeworkKind"),
        [{"name": name, "steps": steps} for name, steps in data.HOMEWORK.items()],
    )
    _add(apps.get_model("intake", "ComplaintType"), [_type(kind) for kind in data.COMPLAINT_TYPES])


def load_health(apps=installed) -> None:
    """Add every shipped red flag and condition whose name is not there yet. Safe to repeat."""
    model, kinds = apps.get_model("intake", "RedFlag"), apps.get_model("intake", "ComplaintType")
    flags = {flag.name: flag._asdict() for flag in health_data.RED_FLAGS}
    types = {name: fields.pop("types") for name, fields in flags.items()}
    made = _add(model, list(flags.values()))
    by_name = {kind.name.casefold(): kind for kind in kinds.objects.all()}
    for flag in made:
        flag.types.set(by_name[name.casefold()] for name in types[flag.name] if name.casefold() in by_name)
    _add(apps.get_model("intake", "HealthCondition"), [one._asdict() for one in health_data.CONDITIONS])


def mark_sensitive(apps=installed) -> None:
    """Areas and techniques that ask "agreed today?" as shipped. For a practice that has not chosen yet."""
    for model, names in (
        ("Area", health_data.SENSITIVE_AREAS),
        ("Technique", health_data.SENSITIVE_TECHNIQUES),
    ):
        apps.get_model("intake", model).objects.filter(name__in=names).update(sensitive=True)


def place_areas(apps=installed) -> None:
    """Where on the body's picture the shipped areas lie."""
    model = apps.get_model("intake", "Area")
    placed = [area for area in model.objects.all() if area.name in data.PLACES]
    for area in placed:
        area.places = list(data.PLACES[area.name])
    model.objects.bulk_update(placed, ["places"])


def load_consents(apps=installed) -> None:
    """The first version of each consent text, where its kind has none in English."""
    model = apps.get_model("intake", "ConsentText")
    known = set(model.objects.filter(language="en").values_list("kind", flat=True))
    for text in consent_data.CONSENT_TEXTS:
        if text.kind not in known:
            model.objects.create(version=1, **text._asdict())


def _areas() -> list[dict]:
    return [
        {
            "name": name,
            "everyday": everyday,
            "has_side": has_side,
            "region": region,
            "whole": region == data.WHOLE_REGION,
        }
        for region, areas in data.AREAS.items()
        for name, everyday, has_side in areas
    ]


def _type(kind: data.Type) -> dict:
    fields = kind._asdict()
    return {"low_label": fields.pop("low"), "high_label": fields.pop("high"), **fields}


def _add(model, words: list[dict]) -> list:
    known = {name.casefold() for name in model.objects.values_list("name", flat=True)}
    return model.objects.bulk_create(
        model(position=number * STEP, **word)
        for number, word in enumerate(words, start=1)
        if word["name"].casefold() not in known
    )
