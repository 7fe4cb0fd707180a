"""A renewal's page of the complaints on record: does she still come for each, and how is it now?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from intake.answer_fields import ABSENT, Kept
from intake.answers import Answers, Described, Json
from intake.body import told as places_told
from intake.choice_fields import Choice, Radios, Scale
from intake.enums import Measure, Still
from intake.models import Complaint
from intake.step_fields import build
from intake.step_form import Missing, StepForm, Told

RATINGS = {
    "intensity": Measure.INTENSITY,
    "days": Measure.DAYS,
    "activity_score": Measure.FUNCTION,
    "painkiller_days": Measure.PAINKILLER_DAYS,
}
# The words as the practice asks them of a further complaint.
WORDS = {"own_words": "others_own_words", "felt": "others_felt"}


@dataclass
class Part:
    """A complaint as the page shows it: its fields by what they answer."""

    complaint: Complaint
    fields: dict[str, Kept]
    form: "ComplaintsForm"

    def name(self, key: str) -> str:
        return f"{self.complaint.public_id}-{key}"

    def __getitem__(self, key: str) -> forms.BoundField:
        return self.form[self.name(key)]

    @property
    def still(self) -> forms.BoundField:
        return self["still"]

    @property
    def ratings(self) -> list[forms.BoundField]:
        return [self[key] for key in RATINGS if key in self.fields]

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[key] for key in WORDS if key in self.fields]

    @property
    def places(self) -> str:
        return places_told(self.complaint.felt)

    @property
    def has_errors(self) -> bool:
        """In what is folded away."""
        return any(field.errors for field in self.words)


class ComplaintsForm(StepForm):
    page = "intake/_step_complaints.html"
    css = ("body",)

    def build(self, answers: Answers) -> None:
        said = {each.get("complaint"): each for each in self.kept.get("complaints", {}).get("complaints", [])}
        on_record = self.asking.record.complaints if self.asking.record else []
        self.parts = [self._part(complaint) for complaint in on_record]
        self.said: list[Json] = [said.get(str(part.complaint.public_id), {}) for part in self.parts]
        for part, kept in zip(self.parts, self.said, strict=True):
            shown = kept or {"own_words": part.complaint.own_words, "felt": part.complaint.felt}
            for key, field in part.fields.items():
                self.fields[part.name(key)] = field
                if key in shown:
                    self.initial[part.name(key)] = field.again(shown[key])

    def _part(self, complaint: Complaint) -> Part:
        still = Choice(
            label=_("Is this still what you come for?"),
            choices=Still.choices,
            widget=Radios(attrs={"class": "stacked"}),
        )
        return Part(complaint, {"still": still, **dict(self._ratings(complaint)), **dict(self._words())}, self)

    def _ratings(self, complaint: Complaint) -> Iterator[tuple[str, Kept]]:
        """What is asked at each visit is asked here: anew, and of now."""
        of_it = Answers(main=Described(type=complaint.type.public_id))
        for key, measure in RATINGS.items():
            if not getattr(complaint, f"track_{measure}"):
                continue
            if key == "activity_score":
                if len(complaint.activities) == 1:
                    yield key, self._activity(complaint.activities[0])
            elif (asked := self.asking.wording[key]).is_asked and (field := build(asked, self.asking, of_it)):
                field.required = False  # of what she no longer comes for; see clean
                yield key, field

    def _activity(self, activity: str) -> Scale:
        label = _("How well can you do this now: %(activity)s?") % {"activity": activity}
        return Scale(top=10, ends=(_("not at all"), _("as before")), label=label, required=False)

    def _words(self) -> Iterator[tuple[str, Kept]]:
        for key, question in WORDS.items():
            if (asked := self.asking.wording[question]).is_asked and (field := build(asked, self.asking, Answers())):
                field.required = False
                yield key, field

    def clean(self) -> Json:
        cleaned = super().clean() or self.cleaned_data
        for part in self.parts:
            if not self.partial and cleaned.get(part.name("still")) == Still.YES:
                for key in self._needed(part):
                    name = part.name(key)
                    if not cleaned.get(name) and name not in self.errors:
                        self.add_error(name, forms.ValidationError(_("Please answer this."), "required"))
        return cleaned

    def _needed(self, part: Part) -> list[str]:
        """Ratings that the practice wants to have answered."""
        wording = self.asking.wording
        return [key for key in RATINGS if key in part.fields and key != "activity_score" and wording[key].required]

    def answer(self) -> dict[str, Json]:
        return {"complaints": {"complaints": [self._entry(part) for part in self.parts]}}

    def _entry(self, part: Part) -> Json:
        found: Json = {
            "complaint": str(part.complaint.public_id),
            "type": str(part.complaint.type.public_id),
        }
        for key, field in part.fields.items():
            value = field.kept(self.cleaned_data[part.name(key)])
            if value is not ABSENT:
                found[key] = value
        if "activity_score" in found:
            found["activity"] = part.complaint.activities[0]
        return found

    def missing(self) -> list[Missing]:
        return [
            self.lacks(part.name(key), f"{part.complaint.name}: {part.fields[key].label}")
            for part, said in zip(self.parts, self.said, strict=True)
            for key in ("still", *(self._needed(part) if said.get("still") == Still.YES else ()))
            if key not in said
        ]

    def told(self) -> list[Told]:
        return [
            Told(part.complaint.name if key == "still" else f"{part.complaint.name}: {field.label}", text)
            for part, said in zip(self.parts, self.said, strict=True)
            for key, field in part.fields.items()
            if key in said and (text := field.said(said[key]))
        ]
