"""A form field for "Where do you feel it?": a list of ticks, and with JavaScript a picture of the body above it."""

from django import forms

from intake.body import REGIONS, by_code, in_order, told
from intake.body_pictures import pictures
from intake.body_places import GROUPS


def _choices():
    """Asked for anew each time, so that the names are in the language of whoever looks."""
    return [(region.code, region.label) for region in REGIONS]


class BodyWidget(forms.CheckboxSelectMultiple):
    template_name = "intake/_body.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        chosen = set(context["widget"]["value"])
        options = {
            str(option["value"]): option
            for _name, group, _index in context["widget"]["optgroups"]
            for option in group
        }
        context["widget"] |= {
            "groups": [_group(group, options, chosen) for group in GROUPS],
            "pictures": pictures(chosen),
            "told": told(chosen),
        }
        return context


def _group(group, options, chosen) -> dict:
    rows = [
        {
            "place": place,
            "ticks": [
                {"region": region, "option": options[region.code], "on": region.code in chosen}
                for region in REGIONS
                if region.place is place
            ],
        }
        for place in group.places
    ]
    return {"name": group.name, "rows": rows, "count": sum(tick["on"] for row in rows for tick in row["ticks"])}


class BodyField(forms.MultipleChoiceField):
    """Cleans to the codes of the chosen regions, in the order of REGIONS."""

    widget = BodyWidget

    def __init__(self, **kwargs):
        super().__init__(choices=_choices, **kwargs)

    def valid_value(self, value) -> bool:
        return value in by_code

    def clean(self, value) -> list[str]:
        return in_order(super().clean(value))
