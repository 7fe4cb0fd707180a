"""Fields whose answer is chosen: chips, the one-tap scale, and lists with "none of these"."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from intake.answer_fields import ABSENT, NONE_AND_MORE, Kept

CANNOT_SAY = "-"
NONE = "none"


class Marked:
    """Options that call for help at once carry a mark, and so does the one that says "none"."""

    none, urgent = "", frozenset[str]()

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        if value in self.urgent:
            option["attrs"]["data-urgent"] = True
        if value and value == self.none:
            option["attrs"]["data-none"] = True
        return option


class Radios(Marked, forms.RadioSelect):
    def __init__(self, *, urgent: Iterable[str] = (), attrs: dict | None = None):
        self.urgent = frozenset(urgent)
        super().__init__(attrs)


class Ticks(Marked, forms.CheckboxSelectMultiple):
    """Chips one under the other."""

    def __init__(self, *, none: str = "", urgent: Iterable[str] = ()):
        self.none, self.urgent = none, frozenset(urgent)
        super().__init__({"class": "stacked"})


class Choice(Kept, forms.ChoiceField):
    """One of a few chips. `open_label` is a chip for having no answer, since a chip cannot be untapped."""

    def __init__(self, *, choices, open_label: str | Promise = "", widget: Radios | None = None, **given):
        self.words = {value: capfirst(str(label)) for value, label in choices}
        shown = [*self.words.items()]
        if open_label:
            shown.append((CANNOT_SAY, str(open_label)))
        super().__init__(choices=shown, widget=widget or Radios(), **given)

    def kept(self, value) -> Any:
        return ABSENT if value in ("", CANNOT_SAY) else value

    def said(self, kept) -> str:
        return self.words.get(kept, kept)


class Pick(Kept, forms.ChoiceField):
    """One of many, in a list that opens."""

    def __init__(self, *, choices, **given):
        self.words = {value: capfirst(str(label)) for value, label in choices}
        super().__init__(choices=[("", ""), *self.words.items()], **given)

    def said(self, kept) -> str:
        return self.words.get(kept, kept)


class YesNo(Choice):
    """Two chips; kept as true or false."""

    def __init__(self, *, urgent: bool = False, **given):
        widget = Radios(urgent=["yes"] if urgent else [])
        super().__init__(choices=[("yes", _("yes")), ("no", _("no"))], widget=widget, **given)

    def kept(self, value) -> Any:
        return value == "yes" if value else ABSENT

    def again(self, kept) -> str:
        return "yes" if kept else "no"

    def said(self, kept) -> str:
        return _("Yes") if kept else _("No")


class ScaleSelect(forms.RadioSelect):
    """The one-tap scale, with the words for its ends."""

    template_name = "intake/_scale_input.html"

    def __init__(self, ends: tuple[str, str], css_class: str):
        self.ends = ends
        super().__init__(attrs={"class": css_class})

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        radios = [option for _group, options, _index in context["widget"]["optgroups"] for option in options]
        marks = [radio for radio in radios if radio["value"] != CANNOT_SAY]
        marks[0]["end"], marks[-1]["end"] = self.ends
        context["widget"] |= {"radios": radios, "ends": self.ends, "cannot_say": CANNOT_SAY}
        return context


class Scale(Kept, forms.ChoiceField):
    """A number from 0 to `top`, or the client's word that she cannot say: that is kept too, as nothing."""

    def __init__(self, *, top: int, ends: tuple[str, str], **given):
        self.top = top
        marks = [(str(mark), str(mark)) for mark in range(top + 1)]
        css_class = "scale" if top == 10 else "scale days"
        choices = [*marks, (CANNOT_SAY, _("I can't say"))]
        super().__init__(choices=choices, widget=ScaleSelect(ends, css_class), **given)

    def kept(self, value) -> Any:
        if value == "":
            return ABSENT
        return None if value == CANNOT_SAY else int(value)

    def again(self, kept) -> str:
        return CANNOT_SAY if kept is None else str(kept)

    def said(self, kept) -> str:
        if kept is None:
            return _("I can't say")
        return _("%(number)s of %(top)s") % {"number": kept, "top": self.top}


class Several(Kept, forms.MultipleChoiceField):
    """Any of these, or "none of these", which is an answer too: an empty list, unless `none` is one of the values."""

    def __init__(self, *, choices, none: str = "", urgent=(), **given):
        self.none, self.keeps_none = none or NONE, bool(none)
        if not none:
            choices = [*choices, (NONE, _("none of these"))]
        self.words = {value: capfirst(str(label)) for value, label in choices}
        super().__init__(choices=[*self.words.items()], widget=Ticks(none=self.none, urgent=urgent), **given)

    def clean(self, value) -> list[str]:
        chosen = super().clean(value)
        if self.none in chosen and len(chosen) > 1:
            raise ValidationError(NONE_AND_MORE)
        return chosen

    def kept(self, value) -> Any:
        if not value:
            return ABSENT
        return value if self.keeps_none else [each for each in value if each != NONE]

    def again(self, kept) -> list[str]:
        return kept or [self.none]

    def said(self, kept) -> str:
        return ", ".join(self.words[each] for each in self.again(kept) if each in self.words)
