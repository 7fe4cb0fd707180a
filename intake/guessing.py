"""Which complaint type a name speaks of: "Headaches" is a headache, "Lower back pain" the low back. No ORM."""

import re
from collections.abc import Iterable
from typing import TypeVar

Kind = TypeVar("Kind")


def guess(name: str, kinds: Iterable[Kind]) -> Kind | None:
    """The kind whose longest keyword stands in `name` as whole words; the first of equals; None where none does.

    A kind has a `name` and `keywords`, separated by commas; its own name is always one of them.
    """
    text = _plain(name)
    best, length = None, 0
    for kind in kinds:
        for keyword in _keywords(kind):
            if len(keyword) > length and re.search(rf"\b{re.escape(keyword)}(e?s)?\b", text):
                best, length = kind, len(keyword)
    return best


def _keywords(kind) -> list[str]:
    return [plain for word in [kind.name, *kind.keywords.split(",")] if (plain := _plain(word))]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
