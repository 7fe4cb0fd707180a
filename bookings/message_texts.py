"""The practice's words to clients: what may stand in braces in them, how they are filled in, and changing them."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format, get_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from bookings.enums import TextKind
from bookings.message_data import SHIPPED
from bookings.models import MessageText
from practice.models import User
from practice.versions import Stale, take_next

OURS = "English"  # the language of what is shipped

# What an owner may write in braces, and what stands there then.
ALWAYS = {
    "first_name": _("the client's first name"),
    "minutes": _("how long it takes, in minutes"),
    "therapist": _("the therapist's name"),
    "practice": _("the practice's name"),
    "phone": _("the practice's phone; without one, its line is left out"),
}
AT = {"day": _("the day, with its weekday"), "time": _("when it begins")}
OTHERS = {
    "other_appointments": _("the client's other appointments, a line each; without any, its paragraph is left out")
}
UNTIL = {
    "until": _(
        "until when the client can cancel or ask for another time by the link; after that, its paragraph is left out"
    )
}
WINDOW = {"from": _("the first day that would do"), "by": _("the last day that would do")}
PLACEHOLDERS = {
    TextKind.BOOKED: ALWAYS
    | AT
    | UNTIL
    | OTHERS
    | {"series": _("the rest of a series, a line each; without any, its paragraph is left out")},
    TextKind.MOVED: ALWAYS
    | AT
    | UNTIL
    | OTHERS
    | {"was_day": _("the day that it was on before"), "was_time": _("when it began before")},
    TextKind.REMINDER: ALWAYS | AT | UNTIL | OTHERS,
    TextKind.CANCELLED: ALWAYS | AT | OTHERS,
    TextKind.MISSED: ALWAYS | AT | OTHERS,
    TextKind.OFFER: ALWAYS | AT,
    TextKind.FOLLOW_UP: ALWAYS | WINDOW,
    TextKind.SHORT: ALWAYS | WINDOW,
}
IN_PARAGRAPHS = ("other_appointments", "series", "until")
OURS_IF_ANY = ("practice", "phone")
_BRACES = re.compile(r"\{([^{}]*)\}")

# Languages as they stand at clients: the codes by which days and months are written.
CODES = {
    "english": "en", "arabic": "ar", "cantonese": "zh-hant", "dutch": "nl", "french": "fr", "german": "de",
    "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko", "mandarin": "zh-hans", "polish": "pl",
    "portuguese": "pt", "punjabi": "pa", "russian": "ru", "spanish": "es", "turkish": "tr", "ukrainian": "uk",
    "vietnamese": "vi",
}  # fmt: skip
WRITTEN = CODES.keys() | {"tagalog"}  # in which one can write: all that clients speak, save signs


@dataclasses.dataclass(frozen=True)
class Words:
    """The words for one purpose in one language; `version` 0: as shipped."""

    kind: str
    language: str
    subject: str
    body: str
    button: str
    version: int = 0

    @property
    def code(self) -> str:
        return CODES.get(self.language.casefold(), "en")


@dataclasses.dataclass(frozen=True)
class Letter:
    """A text as its reader sees it: paragraphs of lines."""

    subject: str
    paragraphs: list[str]
    button: str

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def fields_of(kind: str) -> list[str]:
    """Which words there are to write: a text message has no subject, and some mails lead nowhere."""
    found = SHIPPED[TextKind(kind)]
    return [name for name in ("subject", "body", "button") if getattr(found, name)]


def unknown_in(text: str, kind: str) -> list[str]:
    """What stands in braces and means nothing here, in order; a brace on its own counts as one."""
    found = [name for name in _BRACES.findall(text) if name not in PLACEHOLDERS[TextKind(kind)]]
    alone = re.findall(r"[{}]", _BRACES.sub("", text))
    return [*dict.fromkeys(f"{{{name}}}" for name in found), *dict.fromkeys(alone)]


def words_for(kind: str, language: str) -> Words:
    """In the client's language where somebody has written it, else in ours. One query."""
    rows = {row.language.casefold(): row for row in MessageText.objects.filter(kind=kind)}
    row = rows.get(language.casefold()) or rows.get(OURS.casefold())
    return _of(row) if row else shipped(kind)


def words_in(kind: str, language: str) -> Words:
    """Exactly this language's, to be changed; what is shipped where nobody has written it."""
    row = MessageText.objects.filter(kind=kind, language__iexact=language).first()
    return _of(row) if row else shipped(kind, language)


def shipped(kind: str, language: str = OURS) -> Words:
    found = SHIPPED[TextKind(kind)]
    return Words(kind, language, str(found.subject), str(found.body), str(found.button))


def written() -> dict[str, list[str]]:
    """The languages in which an owner has written each. One query."""
    found: dict[str, list[str]] = {kind: [] for kind in TextKind.values}
    for kind, language in MessageText.objects.order_by("language").values_list("kind", "language"):
        found[kind].append(language)
    return found


@transaction.atomic
def save_words(kind: str, language: str, said: dict[str, str], *, seen: int, by: User) -> Words:
    """Use these words from now on. Raises Stale, with the words as they stand, where somebody was faster."""
    row, is_new = MessageText.objects.get_or_create(kind=kind, language=language, defaults=said | {"changed_by": by})
    if is_new:
        return _of(row)
    locked = MessageText.objects.select_for_update().get(pk=row.pk)
    if {name: getattr(locked, name) for name in said} == said:
        return _of(locked)
    try:
        take_next(locked, seen)
    except Stale as stale:
        raise Stale(_of(stale.current)) from None
    for name, value in said.items():
        setattr(locked, name, value)
    locked.changed_by = by
    locked.save(update_fields=[*said, "version", "changed_by"])
    return _of(locked)


def letter(words: Words, facts: dict[str, str]) -> Letter:
    """The words with what stands for their placeholders."""
    subject, button = (fill(text, facts) for text in (words.subject, words.button))
    return Letter(" ".join(subject.split()), re.split(r"\n{2,}", fill(words.body, facts)), button)


def fill(text: str, facts: dict[str, str]) -> str:
    """The text with what its placeholders stand for. A paragraph with nothing to say is left out, and a line about us
    that we have nothing for."""
    kept = [part for part in re.split(r"\n{2,}", text.strip()) if not _lacks(part, IN_PARAGRAPHS, facts)]
    lines = [line for line in "\n\n".join(kept).split("\n") if not _lacks(line, OURS_IF_ANY, facts)]
    filled = _BRACES.sub(lambda found: facts.get(found[1], found[0]), "\n".join(lines))
    return re.sub(r"\n{3,}", "\n\n", filled).strip()


def _lacks(part: str, names: Iterable[str], facts: dict[str, str]) -> bool:
    return any(f"{{{name}}}" in part and not facts.get(name) for name in names)


def day_in(at: dt.date, code: str) -> str:
    """A day in that language: "Thursday 26 November"; of a moment, the one on the practice's clock."""
    day = localtime(at).date() if isinstance(at, dt.datetime) else at
    with translation.override(code):
        if code == "en":
            return date_format(day, "l j F")
        return f"{date_format(day, 'l')}, {date_format(day, get_format('MONTH_DAY_FORMAT'))}"


def time_in(at: dt.datetime, code: str) -> str:
    with translation.override(code):
        return time_format(localtime(at), "TIME_FORMAT")


def _of(row: MessageText) -> Words:
    return Words(row.kind, row.language, row.subject, row.body, row.button, row.version)
