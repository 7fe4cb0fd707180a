"""Form fields whose value is kept as JSON in an intake's answers, shown again from it, and said in words."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.fields import Field
from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.validators import validate_birth_date

ABSENT = object()  # was left open: nothing is kept
NONE_AND_MORE = gettext_lazy("You chose “none” and something else as well. Please keep what is right.")


class Kept(Field):
    """How a field's value becomes JSON and comes back. This is how plain ones do; others say it otherwise."""

    def kept(self, value) -> Any:
        """As JSON, or ABSENT."""
        return ABSENT if value in self.empty_values else value

    def again(self, kept) -> Any:
        """The value that shows it in the form."""
        return kept

    def said(self, kept) -> str:
        """In words, for whoever reads the answers."""
        return str(kept)


class Text(Kept, forms.CharField):
    """Words. Several lines end with LF, so that what nobody changed is no change."""

    def __init__(self, *, lines: int = 0, attrs: dict | None = None, **given):
        attrs = {"autocomplete": "off", **(attrs or {})}
        widget = forms.Textarea(attrs={"rows": lines, **attrs}) if lines else forms.TextInput(attrs)
        super().__init__(widget=widget, **given)

    def to_python(self, value) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Name(Text):
    def to_python(self, value) -> str:
        return " ".join(super().to_python(value).split())


class Email(Kept, forms.EmailField):
    pass


class Number(Kept, forms.IntegerField):
    """A whole number, typed."""

    def __init__(self, **given):
        attrs = {"inputmode": "numeric", "class": "short", "autocomplete": "off"}
        super().__init__(widget=forms.TextInput(attrs), **given)
        self.error_messages["invalid"] = _("Please give a whole number.")


class NoneOrTextInput(forms.MultiWidget):
    template_name = "intake/_none_or_text.html"
    use_fieldset = True

    def __init__(self, none_label: str):
        super().__init__(
            {
                "none": forms.CheckboxInput({"data-none": True}),
                "text": forms.Textarea({"rows": 2, "autocomplete": "off", "aria-label": _("In your own words")}),
            }
        )
        self.none_label = none_label

    def decompress(self, value):
        return value or [False, ""]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["none_label"] = self.none_label
        return context


class NoneOrText(Kept):
    """Words, or one tap for "none". None is kept as an empty text: asked, and nothing."""

    def __init__(self, *, max_length: int, none_label: str, **given):
        super().__init__(widget=NoneOrTextInput(none_label), **given)
        self.none_label = none_label
        self.text = Text(max_length=max_length, required=False, lines=2)

    def clean(self, value) -> str | None:
        none, text = value or [False, ""]
        text = self.text.clean(text)
        if none and text:
            raise ValidationError(NONE_AND_MORE)
        if self.required and not (none or text):
            raise ValidationError(self.error_messages["required"], code="required")
        return text if none or text else None

    def kept(self, value) -> Any:
        return ABSENT if value is None else value

    def again(self, kept) -> list:
        return [kept == "", kept]

    def said(self, kept) -> str:
        return kept or str(self.none_label)


class BirthDateInput(forms.MultiWidget):
    """Day, month and year by themselves: a phone's calendar would be turned back month by month for decades."""

    template_name = "intake/_birth_date.html"
    use_fieldset = True

    def __init__(self):
        number = {"inputmode": "numeric", "maxlength": False}
        months = [("", "–"), *((str(key), name) for key, name in MONTHS.items())]
        super().__init__(
            {
                "day": forms.TextInput({**number, "autocomplete": "bday-day"}),
                "month": forms.Select({"autocomplete": "bday-month"}, choices=months),
                "year": forms.TextInput({**number, "autocomplete": "bday-year"}),
            }
        )

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else ["", "", ""]


class BirthDate(Kept):
    def __init__(self, *, today: dt.date, **given):
        super().__init__(widget=BirthDateInput(), **given)
        self.today = today

    def clean(self, value) -> dt.date | None:
        parts = [str(part or "").strip() for part in value or []]
        if not any(parts):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
            raise ValidationError(_("Please give the day, the month and the year, in numbers."))
        day, month, year = map(int, parts)
        if year < 1000:
            raise ValidationError(_("Please give all four digits of the year."))
        try:
            date = dt.date(year, month, day)
        except ValueError as error:
            raise ValidationError(_("There is no such day in the calendar.")) from error
        validate_birth_date(date, self.today)
        return date

    def kept(self, value) -> Any:
        return value.isoformat() if value else ABSENT

    def again(self, kept) -> dt.date:
        return dt.date.fromisoformat(kept)

    def said(self, kept) -> str:
        return date_format(dt.date.fromisoformat(kept), "DATE_FORMAT")
