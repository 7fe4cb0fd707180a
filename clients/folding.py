"""Folding of text for search: lower case, no accents, so that "Zoe" finds "Zoë".

The embedded PostgreSQL has neither unaccent nor pg_trgm; a folded column with LIKE answers over 50,000 clients
in 10 to 15 ms.
"""

import re
import unicodedata


def fold(text: str) -> str:
    """`text` in lower case without accents, white space single."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def digits(text: str) -> str:
    """Only the digits of a phone number, for comparing numbers however they were typed."""
    return re.sub(r"\D", "", text)


def search_text(client) -> tuple[str, str]:
    """The folded search column and the phone's digits of a client."""
    phone = digits(client.phone)
    return fold(f"{client.name} {client.legal_name} {client.email} {phone}"), phone
