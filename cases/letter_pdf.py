"""A letter as a tagged PDF, set by typst from text alone."""

import datetime as dt
import json
from pathlib import Path

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import Letter
from intake import signature as drawn
from practice.current import local_date
from practice.models import Practice
from sessions_log.numbers import say

TEMPLATE = Path(__file__).with_name("letter.typ")


def letter_pdf(letter: Letter, practice: Practice, *, permission: str, signed_by: str, signature: str = "") -> bytes:
    """The letter with the permission below it, as bytes of a PDF."""
    referral, to = letter.referral, letter.referral.professional
    client = referral.complaint.client
    data = {
        "title": _("About %(client)s") % {"client": client.name},
        "lang": (get_language() or "en").split("-")[0],
        "practice": practice.name or _("Massage practice"),
        "from": [line for line in (*practice.address.splitlines(), practice.phone) if line],
        "to": [line for line in (to.name, to.practice, *to.address.splitlines()) if line],
        "day": date_format(local_date(letter.written_at), "j F Y"),
        "paragraphs": [text for _name, words in letter.parts for text in words.split("\n") if text.strip()],
        "picture": _picture(letter.picture),
        "greeting": _("With kind regards"),
        "signed": _("%(name)s, massage therapist") % {"name": letter.written_by.name},
        "permission": permission,
        "signature": _svg(signature) if signature else None,
        "signature_alt": _("Signature of %(name)s") % {"name": signed_by},
        "foot": _("Version %(number)s") % {"number": letter.number},
    }
    return typst.compile(TEMPLATE, sys_inputs={"letter": json.dumps(data)}, ignore_system_fonts=True)


def _picture(kept: dict) -> dict | None:
    """Points with their days counted from the first; None without a picture."""
    if not kept:
        return None
    first = dt.date.fromisoformat(kept["points"][0][0])
    points = [
        {"x": (dt.date.fromisoformat(day) - first).days, "y": float(value), "said": say(value)}
        for day, value in kept["points"]
    ]
    told = ", ".join(f"{date_format(dt.date.fromisoformat(day), 'j M')} {say(v)}" for day, v in kept["points"])
    return {"points": points, "top": kept["top"], "caption": kept["caption"], "alt": f"{kept['caption']}: {told}"}


def _svg(path: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{drawn.BOX}">'
        f'<path d="{path}" fill="none" stroke="black" stroke-width="4"/></svg>'
    )
