"""What the page of a visit says, control by control, as plain text: the tongue that pages and patches share.

A state maps keys to values, and leaves out what is empty. A key is the name of a control; the two lists are split, so
that each area and technique stands by itself: "area:12" is "left", "right", "both" or "on", "technique:4" is "on".
"""

import re
from collections.abc import Iterator, Mapping

from django import forms
from django.http import QueryDict

from intake.enums import Side
from sessions_log.forms import VisitForm
from sessions_log.page import Page

State = dict[str, str]

_FIELDS = {
    *VisitForm.base_fields.keys() - {"starts_at"},
    "starts_at_0",
    "starts_at_1",
    "from_last",
}
_OF_ONE_THING = re.compile(r"(area|technique):[0-9]{1,18}|[acthr][0-9]{1,18}-[a-z0-9_]{1,24}")


def is_key(key: str) -> bool:
    """Could this be a control of the page? What steers a form (version, action) is none."""
    return key in _FIELDS or bool(_OF_ONE_THING.fullmatch(key))


def group_of(key: str) -> str:
    """What a key is about: of an area its tick and its finding, of a homework its tick and its dose."""
    key = key.replace("area:", "a").replace("technique:", "t")
    return re.sub(r"^([acthr]\d+)(-.*)?$|^(starts_at|return|health)(_.*)?$", r"\1\3", key)


def state_of(page: Page) -> State:
    """What is saved, of a page that was loaded without data. What is only proposed to a new visit is not saved."""
    said: State = {}
    for form in _forms(page):
        said |= _said(form)
    for pk, side in page.areas.sides.items():
        said[f"area:{pk}"] = side or (Side.BOTH.value if page.words.areas[pk].has_side else "on")
    said |= {f"technique:{pk}": "on" for pk in page.techniques.chosen}
    said["from_last"] = " ".join(page.same.marked)
    return {key: str(value) for key, value in said.items() if value}


def as_sent(state: Mapping[str, str], page: Page) -> QueryDict:
    """The same as a browser would send it."""
    data = QueryDict(mutable=True)
    for key, value in state.items():
        kind, _, pk = key.partition(":")
        if not pk:
            data[key] = value
        elif value:
            data.appendlist(kind, pk)
            if value in (Side.LEFT, Side.RIGHT):
                data.appendlist(kind, f"{pk}-{value}")
    for card in page.cards:
        data[f"c{card.complaint.pk}-shown"] = "1"
    return data


def label_of(page: Page, key: str) -> str:
    """What a key is called on the page."""
    kind, number = group_of(key)[:1], group_of(key)[1:]
    if number.isdecimal():
        terms = {"a": page.words.areas, "t": page.words.techniques, "h": page.words.homework}.get(kind, {})
        names = {pk: term.name for pk, term in terms.items()}
        if kind == "c":
            names = {card.complaint.pk: card.complaint.name for card in page.cards}
        elif kind == "r":
            names = {row.homework: row.term.name for row in page.reviews}
        return names.get(int(number), key)
    name = key.removesuffix("_0").removesuffix("_1")
    return str(page.form.fields[name].label) if name in page.form.fields else key


def _forms(page: Page) -> Iterator[forms.BaseForm]:
    yield page.form
    if page.visit:  # a new page may fill in what a client told: proposed, and not saved
        yield from (card.form for card in page.cards)
    yield from page.areas.findings.values()
    yield from (asked.form for asked in (*page.asked_areas, *page.asked_techniques) if asked.chosen)
    yield from (row.form for row in page.homework)
    yield from (row.form for row in page.reviews)


def _said(form: forms.BaseForm) -> Iterator[tuple[str, str]]:
    for field in form:
        widget, value = field.field.widget, field.value()
        if isinstance(widget, forms.MultiWidget):
            parts = zip(widget.widgets, widget.decompress(value) or [], strict=True)
            for number, (part, each) in enumerate(parts):
                yield f"{field.html_name}_{number}", part.format_value(each) or ""
        elif isinstance(widget, forms.CheckboxInput):
            yield field.html_name, "on" if value else ""
        else:
            shown = widget.format_value(value)
            text = shown[0] if isinstance(shown, list) and shown else shown or ""
            yield field.html_name, str(text).replace("\r\n", "\n")
