"""What an owner types about a word of the vocabulary. A name stands once in its list, whatever its case."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.body_places import GROUPS
from intake.enums import Measure
from intake.models import Area, ComplaintType, HealthCondition, HomeworkKind, RedFlag, Technique
from practice.models import User
from practice.uploads import ACCEPT, Photo, clean_photo, keeping

AGREED_TODAY = {
    "sensitive": _(
        "Chest, glutes, inner thigh, belly, inside the mouth: the visit asks whether she or he agreed to it."
    )
}


def single_spaces(text: str) -> str:
    return " ".join(text.split())


class WordForm(forms.ModelForm):
    request_id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_name(self) -> str:
        name = single_spaces(self.cleaned_data["name"])
        other = self._meta.model.objects.filter(name__iexact=name).exclude(pk=self.instance.pk).first()
        if other and other.retired_at:
            raise ValidationError(
                _("“%(name)s” is there already, but retired: bring it back."), params={"name": other}
            )
        if other:
            raise ValidationError(_("“%(name)s” is there already."), params={"name": other.name})
        return name

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk is None and not cleaned.get("request_id") and "request_id" not in self.errors:
            raise ValidationError(_("This page is out of date. Please open it again."))
        return cleaned

    def facts(self) -> dict:
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    @contextmanager
    def keeping_facts(self, by: User, now: dt.datetime) -> Iterator[dict]:
        """What is to be written of the word, in the block."""
        yield self.facts()


class TechniqueForm(WordForm):
    class Meta:
        model = Technique
        fields = ["name", "sensitive"]
        help_texts = AGREED_TODAY


class HomeworkForm(WordForm):
    photo = forms.FileField(
        label=_("Picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("How it is done. Only the picture is kept: nothing of where it was taken."),
    )
    without_picture = forms.BooleanField(label=_("Without the picture from now on"), required=False)

    class Meta:
        model = HomeworkKind
        fields = ["name", "steps"]
        widgets = {"steps": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "steps": _("One step a line, in words that a client can follow alone. Say when to stop: “if it hurts …”.")
        }

    def clean_photo(self) -> Photo | None:
        file = self.cleaned_data["photo"]
        return clean_photo(file) if file else None

    @property
    def photo_is_lost(self) -> bool:
        """A page that comes back has no photo any more: no browser fills that in again."""
        return bool(self.files.get("photo") and self.errors)

    @contextmanager
    def keeping_facts(self, by: User, now: dt.datetime) -> Iterator[dict]:
        """The new picture is kept with the word, or neither is."""
        typed, facts = self.cleaned_data, self.facts()
        if photo := typed["photo"]:
            with keeping(photo, by, now, typed["request_id"] or uuid.uuid4()) as picture:
                yield facts | {"picture": picture}
        else:
            yield facts | ({"picture": None} if typed["without_picture"] else {})


class AreaForm(WordForm):
    places = forms.MultipleChoiceField(
        label=_("On the body’s picture"),
        choices=lambda: [(place.code, place.name) for group in GROUPS for place in group.places],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where a tap offers it. With none, it is offered everywhere in its region."),
    )

    class Meta:
        model = Area
        fields = ["name", "everyday", "region", "has_side", "whole", "sensitive", "places"]
        help_texts = AGREED_TODAY | {
            "name": _("The anatomical name."),
            "everyday": _("What you say while you work: “SCM”, “traps”."),
            "region": _("Choose one that is there, or name a new one."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.regions = list(Area.objects.order_by("region").values_list("region", flat=True).distinct())
        self.fields["region"].widget.attrs |= {"list": "regions", "autocomplete": "off"}

    def clean_region(self) -> str:
        """A region that is there already is written as it is there."""
        region = single_spaces(self.cleaned_data["region"])
        return next((one for one in self.regions if one.casefold() == region.casefold()), region)


class ComplaintTypeForm(WordForm):
    main_measure = forms.ChoiceField(
        label=_("Judged by"),
        choices=[(measure.value, measure.label) for measure in list(Measure)[:3]],
        widget=forms.RadioSelect,
        help_text=_("For complaints that are opened from now on; a therapist can choose another for each."),
    )

    class Meta:
        model = ComplaintType
        fields = [
            *("name", "question", "low_label", "high_label", "main_measure", "asks_painkiller_days"),
            *("review_after", "refer_after", "keywords"),
        ]
        labels = {
            "review_after": _("A closer look at visit"),
            "refer_after": _("A talk about other help at visit"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("review_after", "refer_after"):
            self.fields[name].widget.attrs["class"] = "short"

    def clean_keywords(self) -> str:
        return ", ".join(word for part in self.cleaned_data["keywords"].split(",") if (word := single_spaces(part)))

    def clean(self):
        cleaned = super().clean()
        review, refer = cleaned.get("review_after"), cleaned.get("refer_after")
        if self.errors.keys() & {"review_after", "refer_after"}:
            return cleaned
        if (review is None) != (refer is None):
            empty = "review_after" if review is None else "refer_after"
            self.add_error(empty, _("Give both numbers, or neither."))
        elif review is not None and review >= refer:
            self.add_error("refer_after", _("This has to come later than the closer look."))
        return cleaned


class RedFlagForm(WordForm):
    class Meta:
        model = RedFlag
        fields = ["name", "question", "types", "urgent", "advice"]
        widgets = {
            "question": forms.Textarea(attrs={"rows": 3}),
            "types": forms.CheckboxSelectMultiple,
            "advice": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "name": _("What it is, as therapists say it. It stands in the alert."),
            "question": _("In plain words, to be answered with yes or no."),
            "types": _("These complaints ask it. Clients read it on a phone: keep the lists short."),
            "advice": _("It stands beside a yes: what to do first."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.instance.types.values("pk") if self.instance.pk else []
        types = self.fields["types"]
        types.queryset = ComplaintType.objects.filter(Q(retired_at=None) | Q(pk__in=mine))

    def clean_question(self) -> str:
        return single_spaces(self.cleaned_data["question"])

    def clean_advice(self) -> str:
        return single_spaces(self.cleaned_data["advice"])


class ConditionForm(WordForm):
    class Meta:
        model = HealthCondition
        fields = ["name", "care", "urgent", "passing", "advice"]
        widgets = {"care": forms.RadioSelect, "advice": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "name": _("What the client ticks, in plain words."),
            "care": _("A tick on the first two becomes an alert."),
            "advice": _("It stands beside a tick: what to leave out, whom to ask first."),
        }

    def clean_advice(self) -> str:
        return single_spaces(self.cleaned_data["advice"])
