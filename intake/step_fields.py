"""For each question of the form, by its key, the field that asks it. None: it is not asked of this client."""

import uuid
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from clients.validators import validate_name, validate_phone
from intake.answer_fields import BirthDate, Email, Kept, Name, NoneOrText, Number, Text
from intake.answers import Answers
from intake.asking import Asking
from intake.body import told
from intake.body_field import BodyField, BodyWidget
from intake.choice_fields import Choice, Pick, Radios, Scale, Several, YesNo
from intake.enums import AnswerKind, Course, Pregnancy, Pressure, ProfessionalKind, Quiet, Thinner
from intake.models import ComplaintType
from intake.questions import Asked

Builder = Callable[[Asked, Asking, Answers], Kept | None]

REASONS = (
    ("hurts", _("Something hurts or bothers me")),
    ("unwind", _("I'd like to unwind")),
    ("both", _("Both")),
)
COURSES = ((Course.CONSTANT, _("It is always there")), (Course.COMES_AND_GOES, _("It comes and goes")))
OWN_LIMIT = 500


class PlacesList(BodyWidget):
    """The places alone, for what is told in brief."""

    template_name = "intake/_places_list.html"


class Places(Kept, BodyField):
    """Marked on the body's picture."""

    def said(self, kept) -> str:
        return told(kept)


def build(asked: Asked, asking: Asking, answers: Answers) -> Kept | None:
    if asked.is_own:
        return _own(asked)
    return BUILDERS[asked.key](asked, asking, answers)


def _said(asked: Asked) -> dict[str, Any]:
    return {"label": asked.label, "help_text": asked.help, "required": asked.required}


def _plain(kind: type[Kept], **given) -> Builder:
    return lambda asked, asking, answers: kind(**_said(asked), **given)


def _text(limit: int, *, lines: int = 0, **attrs) -> Builder:
    return _plain(Text, max_length=limit, lines=lines, attrs=attrs)


def _name(limit: int, autocomplete: str = "off") -> Builder:
    return _plain(Name, max_length=limit, validators=[validate_name], attrs={"autocomplete": autocomplete})


def _phone(autocomplete: str = "off") -> Builder:
    attrs = {"type": "tel", "autocomplete": autocomplete, "class": "medium"}
    return _plain(Text, max_length=40, validators=[validate_phone], attrs=attrs)


def _stacked(choices) -> Builder:
    """One choice under the other. Widgets are copied for each form."""
    return _plain(Choice, choices=choices, widget=Radios(attrs={"class": "stacked"}))


def _of_a_minor(builder: Builder) -> Builder:
    def inner(asked, asking, answers):
        return builder(asked, asking, answers) if asking.is_minor(answers.birth_date) else None

    return inner


def _birth_date(asked: Asked, asking: Asking, answers: Answers) -> BirthDate:
    return BirthDate(today=asking.today, **_said(asked))


def _type(asked: Asked, asking: Asking, answers: Answers) -> Choice:
    chosen = answers.main.type if answers.main else None
    kinds = [kind for key, kind in asking.types.items() if kind.retired_at is None or key == chosen]
    return Choice(choices=[(str(kind.public_id), kind.name) for kind in kinds], **_said(asked))


def type_of(answers: Answers, asking: Asking) -> ComplaintType | None:
    """What the client chose, if it is among the practice's types."""
    chosen: uuid.UUID | None = answers.main.type if answers.main else None
    return asking.types.get(chosen) if chosen else None


def _intensity(asked: Asked, asking: Asking, answers: Answers) -> Scale:
    """Asked as at every visit: in the words of the complaint's type."""
    kind = type_of(answers, asking) or ComplaintType()
    said = _said(asked) | {"help_text": f"{kind.question} {asked.help}".strip()}
    return Scale(top=10, ends=(kind.low_label, kind.high_label), **said)


def _worst(asked: Asked, asking: Asking, answers: Answers) -> Scale:
    kind = type_of(answers, asking) or ComplaintType()
    return Scale(top=10, ends=(kind.low_label, kind.high_label), **_said(asked))


def _brief_intensity(asked: Asked, asking: Asking, answers: Answers) -> Scale:
    kind = ComplaintType()
    return Scale(top=10, ends=(kind.low_label, kind.high_label), **_said(asked))


def _painkiller_days(asked: Asked, asking: Asking, answers: Answers) -> Number | None:
    kind = type_of(answers, asking)
    return Number(min_value=0, max_value=31, **_said(asked)) if kind and kind.asks_painkiller_days else None


def _conditions(asked: Asked, asking: Asking, answers: Answers) -> Several:
    choices = [(key, one.name) for key, one in asking.conditions.items()]
    urgent = [key for key, one in asking.conditions.items() if one.urgent]
    return Several(choices=choices, urgent=urgent, **_said(asked))


def _own(asked: Asked) -> Kept:
    """A question of the practice's own."""
    if asked.kind == AnswerKind.YES_NO:
        return YesNo(**_said(asked))
    if asked.kind == AnswerKind.CHOICE:
        return Choice(choices=[(option, option) for option in asked.options], **_said(asked))
    return Text(max_length=OWN_LIMIT, lines=2, **_said(asked))


BUILDERS: dict[str, Builder] = {
    "reason": _stacked(REASONS),
    "name": _name(120, "name"),
    "birth_date": _birth_date,
    "phone": _phone("tel"),
    "email": _plain(Email, max_length=254),
    "emergency_name": _name(120),
    "emergency_phone": _phone(),
    "guardian_name": _of_a_minor(_name(120)),
    "guardian_relationship": _of_a_minor(_name(60)),
    "guardian_phone": _of_a_minor(_phone()),
    "occupation": _text(120),
    "work_movements": _text(240, lines=2),
    "home_movements": _text(240, lines=2),
    "type": _type,
    "own_words": _text(1000, lines=3),
    "doctor_named": _text(200),
    "doctor": _text(120),
    "felt": _plain(Places),
    "since": _text(80),
    "course": _plain(Choice, choices=COURSES, open_label=_("I can't say")),
    "intensity": _intensity,
    "days": _plain(Scale, top=7, ends=(_("no day"), _("every day"))),
    "worst": _worst,
    "worse_with": _text(240, lines=2),
    "better_with": _text(240, lines=2),
    "tried": _text(1000, lines=2),
    "treatments_before": _plain(Number, min_value=0, max_value=999),
    "painkiller_days": _painkiller_days,
    "activity": _text(80),
    "activity_score": _plain(Scale, top=10, ends=(_("not at all"), _("as before"))),
    "hopes": _text(1000, lines=2),
    "others_own_words": _text(1000, lines=2),
    "others_felt": _plain(Places, widget=PlacesList),
    "others_intensity": _brief_intensity,
    "pressure": _plain(Choice, choices=Pressure.choices, open_label=_("I don't know")),
    "focus": _text(240),
    "avoid": _text(240),
    "oil": _text(120),
    "quiet": _plain(Choice, choices=Quiet.choices, open_label=_("Either is fine")),
    "conditions": _conditions,
    "conditions_more": _text(1000, lines=2),
    "operations": _text(1000, lines=2),
    "injuries": _text(1000, lines=2),
    "skin": _text(500, lines=2),
    "pregnancy": _stacked(Pregnancy.choices),
    "medicines": _text(1000, lines=2),
    "thinners": _plain(Several, choices=Thinner.choices, none=Thinner.NONE.value),
    "thinners_more": _text(120),
    "allergies": _plain(NoneOrText, max_length=1000, none_label=_("None that I know of")),
    "team_kind": _plain(Pick, choices=ProfessionalKind.choices),
    "team_name": _name(120),
    "team_practice": _text(120),
    "team_may_write": _plain(YesNo),
    "wish": _text(500, lines=2),
}
