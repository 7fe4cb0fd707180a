"""What next? The form of a decision."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.decisions import LongerTime
from cases.enums import Asked, DecisionKind
from intake.enums import ClosedReason
from intake.models import Complaint, RedFlag
from practice.models import User
from sessions_log.desk_words import says_too_much, telling_word

A_YEAR = dt.timedelta(days=366)
IN_VISITS = 2


KINDS = [(kind.value, capfirst(kind.label)) for kind in DecisionKind]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


@dataclass(frozen=True, slots=True)
class Ask:
    """What this person is asked about this case: the kinds on offer, the red flags, whether those must be said."""

    kinds: list[str]
    flags: list[RedFlag]
    must: bool


class DecisionForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What next?"), choices=KINDS, widget=forms.RadioSelect(attrs={"class": "kinds"})
    )
    flags_asked = forms.ChoiceField(
        label=gettext_lazy("Red flags, today"), choices=Asked, required=False, widget=forms.RadioSelect
    )
    flags = forms.MultipleChoiceField(
        label=gettext_lazy("Which are so?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("What you saw and thought; at “change the approach”, what changes."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    look_again_visit = forms.IntegerField(label=gettext_lazy("Look again at visit"), required=False)
    look_again_on = forms.DateField(label=gettext_lazy("or, at the latest, on"), required=False, widget=DateInput)
    closed_reason = forms.ChoiceField(
        label=gettext_lazy("It is closed because"),
        choices=ClosedReason,
        required=False,
        widget=forms.RadioSelect,
        initial=ClosedReason.NO_LONGER,
    )
    longer_time = forms.BooleanField(label=gettext_lazy("Ask for a longer time"), required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=15, max_value=240, required=False)
    due_from = forms.DateField(label=gettext_lazy("From"), required=False, widget=DateInput)
    due_by = forms.DateField(label=gettext_lazy("By"), required=False, widget=DateInput)
    desk_note = forms.CharField(
        label=gettext_lazy("What the client is told when booking"),
        help_text=gettext_lazy("Nothing about health: whoever books reads this aloud."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    request_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=120, widget=forms.HiddenInput)
    next = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args, complaint: Complaint, visits: int, today: dt.date, with_: User | None, ask: Ask, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.ask, self.red = ask, {str(flag.public_id): flag for flag in ask.flags}
        kept = [each for each in KINDS if each[0] in ask.kinds]
        self.fields["kind"].choices = kept
        told = [(key, flag.name) for key, flag in self.red.items()]
        self.fields["flags"].choices = told
        if not told:
            del self.fields["flags"], self.fields["flags_asked"]
        self.complaint, self.visits, self.today, self.with_ = complaint, visits, today, with_

    @classmethod
    def suggestions(cls, *, visits: int, today: dt.date, with_: User | None, seen: str) -> dict:
        """What stands in an empty form: look again in two visits; 75 minutes within a week."""
        note = _("We would like a longer time with you at your next visit, 75 minutes, this week if that suits.")
        if with_:
            note = _(
                "%(name)s would like a longer time with you at your next visit, 75 minutes, this week if that suits. "
                "%(name)s will tell you more in person."
            ) % {"name": with_.first_name}
        return {
            "look_again_visit": visits + IN_VISITS,
            "minutes": 75,
            "due_from": today,
            "due_by": today + dt.timedelta(days=7),
            "desk_note": note,
            "closed_reason": ClosedReason.NO_LONGER,
            "request_id": uuid.uuid4(),
            "seen": seen,
        }

    def show_as_of(self, seen: str) -> None:
        """What was typed stays; the next attempt is about the case as it stands now."""
        self.data["seen"] = seen

    def clean_look_again_visit(self) -> int | None:
        visit = self.cleaned_data["look_again_visit"]
        if visit is not None and not self.visits < visit <= self.visits + 50:
            raise forms.ValidationError(
                _("So far there are %(visits)s rated visits: name a later one, %(first)s to %(last)s.")
                % {"visits": self.visits, "first": self.visits + 1, "last": self.visits + 50}
            )
        return visit

    def clean_look_again_on(self) -> dt.date | None:
        day = self.cleaned_data["look_again_on"]
        if day is not None and not self.today < day <= self.today + A_YEAR:
            raise forms.ValidationError(_("Name a day from tomorrow on, within a year."))
        return day

    def clean_desk_note(self) -> str:
        note = self.cleaned_data["desk_note"].strip()
        if word := telling_word(note, [self.complaint]):
            raise forms.ValidationError(says_too_much(word))
        return note

    def clean(self):
        asked = super().clean() or self.cleaned_data
        kind = asked.get("kind")
        if (
            kind == DecisionKind.ASK_THERAPIST
            and not asked.get("look_again_on")
            and "look_again_on" not in self.errors
        ):
            self.add_error("look_again_on", _("Until which day should the therapist have answered?"))
        elif kind and kind != DecisionKind.CLOSE and not self._says_when(asked):
            self.add_error("look_again_visit", _("Say when to look again: at which visit, or on which date."))
        if kind == DecisionKind.CLOSE and not asked.get("closed_reason"):
            self.add_error("closed_reason", _("Say why it is closed."))
        if self.red:
            self._clean_flags(asked)
        if asked.get("longer_time"):
            self._clean_longer_time(asked)
        return asked

    def _clean_flags(self, asked: dict) -> None:
        said, yes = asked.get("flags_asked"), asked.get("flags")
        if not said and (self.ask.must or yes) and "flags_asked" not in self.errors:
            self.add_error("flags_asked", _("Say whether you asked, and what was said."))
        elif said == Asked.SOME and not yes and "flags" not in self.errors:
            self.add_error("flags", _("Tick those that are so."))
        elif said in (Asked.NONE, Asked.NOT) and yes:
            self.add_error("flags_asked", _("Some are ticked below: is any of them so?"))

    def _says_when(self, asked: dict) -> bool:
        wrong = {"look_again_visit", "look_again_on"} & self.errors.keys()
        return bool(asked.get("look_again_visit") or asked.get("look_again_on") or wrong)

    def _clean_longer_time(self, asked: dict) -> None:
        for name in ("minutes", "due_from", "due_by"):
            if not asked.get(name) and name not in self.errors:
                self.add_error(name, _("This is needed to book."))
        start, end = asked.get("due_from"), asked.get("due_by")
        if start and end and end < start:
            self.add_error("due_by", _("“By” cannot be before “from”."))
        elif end and not self.today <= end <= self.today + A_YEAR:
            self.add_error("due_by", _("Name a day from today on, within a year."))

    def decided(self) -> dict:
        """What `decisions.decide` takes."""
        asked = self.cleaned_data
        closes = asked["kind"] == DecisionKind.CLOSE
        longer = None
        if asked["longer_time"]:
            longer = LongerTime(self.with_, asked["minutes"], asked["due_from"], asked["due_by"], asked["desk_note"])
        return {
            "kind": asked["kind"],
            "why": asked["why"].strip(),
            "request_id": asked["request_id"],
            "seen": asked["seen"],
            "look_again_visit": None if closes else asked["look_again_visit"],
            "look_again_on": None if closes else asked["look_again_on"],
            "closed_reason": asked["closed_reason"] or ClosedReason.NO_LONGER,
            "longer_time": longer,
            "asked": self.ask.flags if asked.get("flags_asked") in (Asked.NONE, Asked.SOME) else [],
            "said_yes": [self.red[key] for key in asked.get("flags", [])],
        }
