"""The owner's review of last week in the sample practice: what was noted."""

import datetime as dt
import uuid

from cases.enums import Noted
from cases.meeting import note
from intake.models import Complaint
from practice.models import User

ABOUT_CLARA = "Ines talks with her at the fifth visit, if it stays as it is. Seventy-five minutes, and nobody after."
FOR_ALL = "We forget to ask again where somebody did not want to rate. In words, then: better, the same, worse?"


def reviewed(headaches: Complaint, owner: User, now: dt.datetime) -> None:
    at = now - dt.timedelta(days=7)
    for text, about in ((ABOUT_CLARA, headaches), (FOR_ALL, None)):
        note(Noted.NOTE, by=owner, now=at, request_id=uuid.uuid4(), text=text, about=about)
