"""A note for the desk is no place for what a visit is about, not by a slip either."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from clients.folding import fold
from intake.models import Complaint


def telling_word(note: str, complaints: Iterable[Complaint]) -> str | None:
    """The longest word in `note` that would tell whoever books what it is about: a complaint's name or type."""
    words = {word for each in complaints for word in (each.name, each.type.name)} | {_("reassessment")}
    telling = {fold(word) for word in words} - {fold(_("other"))}
    found = [word for word in telling if re.search(rf"\b{re.escape(word)}", fold(note))]
    return max(found, key=len, default=None)


def says_too_much(word: str) -> str:
    return _("“%(word)s” would tell whoever books what it is about. Please leave it out.") % {"word": word}
