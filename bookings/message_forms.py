"""What owners choose and write about mails to clients."""

import datetime as dt
import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import time_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bookings.message_texts import Words, fields_of, unknown_in
from bookings.models import BookingRules
from clients.forms import LinesField

HOURS = {
    168: _("a week before"),
    72: _("3 days before"),
    48: _("2 days before"),
    24: _("a day before"),
    3: _("3 hours before"),
}


def _clock(hour: int) -> str:
    """An hour of the day as people write it; 24 is midnight."""
    return str(_("midnight")) if hour == 24 else time_format(dt.time(hour), "TIME_FORMAT")


class MailRulesForm(forms.ModelForm):
    """Which mails go out, and when."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reminders = forms.TypedMultipleChoiceField(
        label=_("Reminders"),
        choices=[],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: no reminders. A client can refuse them."),
    )
    remind_from = forms.TypedChoiceField(label=_("Reminders go out from"), coerce=int)
    remind_until = forms.TypedChoiceField(label=_("To"), coerce=int)

    class Meta:
        model = BookingRules
        fields = ["mail_bookings", "reminders", "remind_from", "remind_until", "mail_missed"]
        labels = {
            "mail_bookings": _("Write when something is booked, moved or cancelled"),
            "mail_missed": _("Write when a visit was missed"),
        }
        help_texts = {"mail_missed": _("Twenty minutes after it was noted, so that a slip can be undone.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        also = {hours: _("%(hours)s hours before") % {"hours": hours} for hours in self.instance.reminders}
        self.fields["reminders"].choices = sorted((also | HOURS).items(), reverse=True)
        self.fields["remind_from"].choices = [(hour, _clock(hour)) for hour in range(24)]
        self.fields["remind_until"].choices = [(hour, _clock(hour)) for hour in range(1, 25)]

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("remind_from"), cleaned.get("remind_until")
        if first is not None and last is not None and last <= first:
            self.add_error("remind_until", _("“To” has to come after “from”."))
        return cleaned

    def facts(self) -> dict:
        facts = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return facts | {"reminders": sorted(facts["reminders"], reverse=True)}

    def differences(self, current: BookingRules) -> list[tuple]:
        """Each field in which `current` differs from what was typed: label, theirs, mine."""
        return [
            (self.fields[name].label, self._told(name, getattr(current, name)), self._told(name, value))
            for name, value in self.facts().items()
            if getattr(current, name) != value
        ]

    def _told(self, name: str, value):
        if name == "reminders":
            labels = dict(self.fields[name].choices)
            return ", ".join(str(labels.get(hours, hours)) for hours in value) or _("none")
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return _clock(value)


class WordsForm(forms.Form):
    """The words for one purpose in one language; what stands in braces has to mean something."""

    seen = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    subject = forms.CharField(label=_("Subject"), max_length=160)
    body = LinesField(
        label=_("Text"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("Plain text. An empty line begins a new paragraph. Nothing about health here."),
    )
    button = forms.CharField(label=_("Words on the button"), max_length=60)

    def __init__(self, data, words: Words):
        self.names, self.kind = fields_of(words.kind), words.kind
        first = {name: getattr(words, name) for name in self.names}
        super().__init__(data, initial=first | {"seen": words.version})
        for name in {"subject", "body", "button"} - set(self.names):
            del self.fields[name]

    @classmethod
    def showing(cls, words: Words, *, seen: int) -> "WordsForm":
        """These words, ready to be saved over the version `seen`."""
        form = cls(None, words)
        form.initial["seen"] = seen
        return form

    def clean_subject(self) -> str:
        return self._known(" ".join(self.cleaned_data["subject"].split()))

    def clean_body(self) -> str:
        lines = [line.rstrip() for line in self.cleaned_data["body"].strip().splitlines()]
        return self._known(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)))

    def clean_button(self) -> str:
        return self._known(" ".join(self.cleaned_data["button"].split()))

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.names}

    def typed(self) -> dict[str, str]:
        """What stands in the fields, right or wrong."""
        return {"subject": "", "button": ""} | {name: str(self[name].value() or "") for name in self.names}

    def _known(self, text: str) -> str:
        if unknown := unknown_in(text, self.kind):
            told = ngettext(
                "%(names)s means nothing here. Choose from the list.",
                "%(names)s mean nothing here. Choose from the list.",
                len(unknown),
            )
            raise ValidationError(told, params={"names": ", ".join(unknown)}, code="placeholder")
        return text


class ReminderForm(forms.Form):
    wanted = forms.TypedChoiceField(choices=[("yes", _("yes")), ("no", _("no"))], coerce=lambda value: value == "yes")
