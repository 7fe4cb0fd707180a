"""Fills the vocabulary with what the product ships. What a practice has made of a word stays as it is."""

from django.apps import apps as installed

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


def _add(model, words: list[dict]) -> None:
    known = {name.casefold() for name in model.objects.values_list("name", flat=True)}
    model.objects.bulk_create(
        model(position=number * STEP, **word)
        for number, word in enumerate(words, start=1)
        if word["name"].casefold() not in known
    )
