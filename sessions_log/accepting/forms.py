"""What a therapist ticks while going through an intake."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from intake.models import ComplaintType
from sessions_log.accepting.items import Group, Item
from sessions_log.accepting.sheet import Sheet
from sessions_log.accepting.taking import AsNew, AsSame, Chosen
from sessions_log.accepting.told_complaints import LONGEST_NAME, ToldComplaint

NEW, LEAVE, SAME = "new", "leave", "same-"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with its tick, and whether the record changed since the page was shown."""

    item: Item
    tick: forms.BoundField
    name: forms.BoundField | None
    changed: bool


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    told: ToldComplaint
    fields: dict[str, forms.BoundField]
    seen: str
    changed: bool


class AcceptForm(forms.Form):
    """A tick for each item, and for each complaint whether it is a new one, one of those on record, or left."""

    use_required_attribute = False

    def __init__(self, data=None, *, sheet: Sheet):
        super().__init__(data)
        self.sheet = sheet
        self.open = {f"{SAME}{each.public_id}": each for each in sheet.on_record}
        for item in sheet.items:
            self.fields[f"take-{item.key}"] = forms.BooleanField(
                label=item.label, required=False, initial=item.ticked, widget=forms.CheckboxInput({"class": "tick"})
            )
            if item.asks_name:
                self.fields[f"name-{item.key}"] = forms.CharField(label=_("Name"), max_length=120, required=False)
        for told in sheet.complaints:
            self._ask(told)

    def _ask(self, told: ToldComplaint) -> None:
        number, types = told.number, [kind for kind in self.sheet.types if not kind.retired_at or kind == told.kind]
        same = [(key, _("It is “%(name)s”") % {"name": each.name}) for key, each in self.open.items()]
        self.fields[f"c{number}-do"] = forms.ChoiceField(
            label=_("What to do with it"),
            choices=[(NEW, _("Open as a new complaint")), *same, (LEAVE, _("Leave it"))],
            initial=LEAVE if told.is_over else f"{SAME}{told.same.public_id}" if told.same else NEW,
            widget=forms.RadioSelect(attrs={"class": "stacked"}),
        )
        self.fields[f"c{number}-type"] = forms.ChoiceField(
            label=_("What is it?"),
            choices=[("", _("please choose")), *((str(kind.public_id), kind.name) for kind in types)],
            initial=str(told.kind.public_id) if told.kind else "",
            required=False,
        )
        self.fields[f"c{number}-name"] = forms.CharField(
            label=_("Name"),
            max_length=LONGEST_NAME,
            initial=told.name,
            required=False,
            help_text=_("As pages call it. Empty: as what it is."),
        )
        self.fields[f"c{number}-replace"] = forms.BooleanField(
            label=_("Replace what is on record with these words"),
            required=False,
            help_text=_(
                "Without a tick they only fill in what is empty there. What stood there stays in its history."
            ),
        )

    def clean(self) -> dict[str, Any]:
        said, taken = self.cleaned_data, set()
        for told in self.sheet.complaints:
            do = said.get(f"c{told.number}-do", "")
            if do == NEW and not said.get(f"c{told.number}-type") and f"c{told.number}-type" not in self.errors:
                self.add_error(f"c{told.number}-type", _("Choose what it is, or leave it."))
            if do in self.open and do in taken:
                self.add_error(f"c{told.number}-do", _("Another of her or his complaints is this one already."))
            taken.add(do)
        for item in self.sheet.items:
            name = f"name-{item.key}"
            if item.asks_name and said.get(f"take-{item.key}") and not said.get(name) and name not in self.errors:
                self.add_error(name, _("Give a name, or leave it."))
        return said

    def chosen(self) -> Chosen:
        """Of a valid form."""
        said, types = self.cleaned_data, {str(kind.public_id): kind for kind in self.sheet.types}
        complaints: dict[int, AsNew | AsSame] = {}
        for told in self.sheet.complaints:
            of = {name: said[f"c{told.number}-{name}"] for name in ("do", "type", "name", "replace")}
            if of["do"] == NEW:
                kind: ComplaintType = types[of["type"]]
                complaints[told.number] = AsNew(kind, of["name"] or kind.name)
            elif of["do"] in self.open:
                complaints[told.number] = AsSame(self.open[of["do"]], of["replace"])
        return Chosen(
            items=frozenset(item.key for item in self.sheet.items if said[f"take-{item.key}"]),
            complaints=complaints,
            names={item.key: said[f"name-{item.key}"] for item in self.sheet.items if item.asks_name},
            seen=self.seen,
        )

    @property
    def seen(self) -> dict[str, str]:
        """What the page that was sent showed of the record."""
        return {key: self.data.get(f"seen-{key}", "") for key in self.sheet.keys} if self.is_bound else {}

    @property
    def differing(self) -> list[Item]:
        """Where taking it would lose something that is on record."""
        return [item for item in self.sheet.items if not item.ticked and not item.asks_name]

    def groups(self) -> Iterator[tuple[Group, list[ItemRow]]]:
        changed = self.sheet.changed(self.seen)
        for group in self.sheet.groups:
            yield group, [self._row(item, item.key in changed) for item in group.items]

    def complaints(self) -> Iterator[ComplaintRow]:
        changed = self.sheet.changed(self.seen)
        for told in self.sheet.complaints:
            fields = {name: self[f"c{told.number}-{name}"] for name in ("do", "type", "name", "replace")}
            yield ComplaintRow(told, fields, self.sheet.complaints_seen, told.key in changed)

    def _row(self, item: Item, changed: bool) -> ItemRow:
        name = self[f"name-{item.key}"] if item.asks_name else None
        return ItemRow(item, self[f"take-{item.key}"], name, changed)
