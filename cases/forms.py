"""What next? The form of a decision."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.change_fields import change_fields, changes_of
from cases.changes import Offered, why_of
from cases.decisions import LongerTime
from cases.enums import Asked, DecisionKind
from intake.enums import ClosedReason
from intake.models import Complaint, RedFlag
from practice.models import User
from sessions_log.desk_words import says_too_much, telling_word

A_YEAR = dt.timedelta(days=366)
IN_VISITS = 2


ENDS_OTHERWISE = (DecisionKind.CLOSE, DecisionKind.ASK_THERAPIST)
KINDS = [(kind.value, capfirst(kind.label)) for kind in DecisionKind]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


@dataclass(frozen=True, slots=True)
class Ask:
    """What this person is asked about this case: the kinds on offer, the red flags and whether those must be
    said, what can be added to the approach and what left."""

    kinds: list[str]
    flags: list[RedFlag]
    must: bool
    offered: Offered


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
        help_text=gettext_lazy("What you saw and thought; at “change the approach”, what else changes."),
        max_length=2000,
        required=False,  # the lists of a change can say enough
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    massage_for = forms.CharField(
        label=gettext_lazy("What massage is for from now on"),
        help_text=gettext_lazy(
            "It stands on the chart: “stress, and her upper back; the headaches are the clinic's”."
        ),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    answer_by = forms.DateField(
        label=gettext_lazy("To be answered by"),
        help_text=gettext_lazy("It stands on the therapist's Today until somebody has decided."),
        required=False,
        widget=DateInput,
    )
    look_again_visit = forms.IntegerField(label=gettext_lazy("Look again at visit"), required=False)
    look_again_on = forms.DateField(label=gettext_lazy("Look again by"), required=False, widget=DateInput)
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
        self.fields.update(change_fields(ask.offered))
        self.complaint, self.visits, self.today, self.with_ = complaint, visits, today, with_

    @property
    def lists(self) -> list[forms.BoundField]:
        """What changes, list by list."""
        return [self[name] for name in change_fields(self.ask.offered)]

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
            "answer_by": today + dt.timedelta(days=7),
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
        return self._day_ahead("look_again_on")

    def clean_answer_by(self) -> dt.date | None:
        return self._day_ahead("answer_by")

    def _day_ahead(self, name: str) -> dt.date | None:
        day = self.cleaned_data[name]
        if day is not None and not self.today < day <= self.today + A_YEAR:
            raise forms.ValidationError(_("Name a day from tomorrow on, within a year."))
        return day

    def clean_desk_note(self) -> str:
        note = self.cleaned_data["desk_note"].strip()
        known = Complaint.objects.filter(client=self.complaint.client_id).select_related("type")
        if word := telling_word(note, known):
            raise forms.ValidationError(says_too_much(word))
        return note

    def clean(self):
        asked = super().clean() or self.cleaned_data
        self._clean_kind(asked)
        if self.red:
            self._clean_flags(asked)
        if asked.get("longer_time"):
            self._clean_longer_time(asked)
        return asked

    def _clean_kind(self, asked: dict) -> None:
        kind = asked.get("kind")
        changes = changes_of(asked, self.ask.offered) if kind == DecisionKind.CHANGE else []
        if not asked.get("why", "").strip() and not changes and "why" not in self.errors:
            self.add_error("why", _("Say why, in a few words."))
        needed = {
            DecisionKind.CLOSE: ("closed_reason", _("Say why it is closed.")),
            DecisionKind.MAINTAIN: ("massage_for", _("Say what massage is for from now on.")),
            DecisionKind.ASK_THERAPIST: (
                "answer_by",
                _("Until which day should the therapist have answered?"),
            ),
        }
        if kind in needed:
            name, words = needed[kind]
            if not asked.get(name) and name not in self.errors:
                self.add_error(name, words)
        if kind and kind not in ENDS_OTHERWISE and not self._says_when(asked):
            self.add_error("look_again_visit", _("Say when to look again: at which visit, or on which date."))

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
        asked, kind = self.cleaned_data, self.cleaned_data["kind"]
        longer = None
        if asked["longer_time"]:
            longer = LongerTime(self.with_, asked["minutes"], asked["due_from"], asked["due_by"], asked["desk_note"])
        changes = changes_of(asked, self.ask.offered) if kind == DecisionKind.CHANGE else []
        decided = {
            "kind": kind,
            "why": asked["why"].strip() or why_of(changes),
            "changes": changes,
            "request_id": asked["request_id"],
            "seen": asked["seen"],
            "longer_time": longer,
            "asked": self.ask.flags if asked.get("flags_asked") in (Asked.NONE, Asked.SOME) else [],
            "said_yes": [self.red[key] for key in asked.get("flags", [])],
        }
        if kind == DecisionKind.CLOSE:
            return decided | {"closed_reason": asked["closed_reason"]}
        if kind == DecisionKind.ASK_THERAPIST:  # it rests until the answer is there, or is late
            return decided | {"answer_by": asked["answer_by"], "look_again_on": asked["answer_by"]}
        if kind == DecisionKind.MAINTAIN:
            decided["massage_for"] = " ".join(asked["massage_for"].split())
        return decided | {name: asked[name] for name in ("look_again_visit", "look_again_on")}
