"""What the page of one complaint shows."""

import datetime as dt

from intake.models import Complaint
from sessions_log import sentences
from sessions_log.cards import Card
from sessions_log.content import Answer
from sessions_log.forms import AnswerForm
from sessions_log.models import Progress
from sessions_log.reading import said_of

FAR = dt.datetime.max.replace(tzinfo=dt.UTC)


def complaint_page(complaint: Complaint) -> dict:
    progress = Progress.objects.filter(complaint=complaint).first()
    readings = said_of([complaint.pk])[complaint.pk]
    form = AnswerForm(complaint=complaint, answer=Answer())
    card = Card(complaint, form, Answer(), progress, readings, None, FAR)
    return {
        "client": complaint.client,
        "complaint": complaint,
        "progress": progress,
        "sentence": sentences.sentence(progress, complaint.name) if progress else "",
        "remarks": sentences.remarks(progress, complaint.treatments_before) if progress else [],
        "trend": card.trend,
        "areas": complaint.areas.select_related("area").order_by("area__position", "pk"),
        "episodes": complaint.episodes.order_by("-number"),
    }
