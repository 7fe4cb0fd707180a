"""What the page of one complaint shows."""

from intake.models import Complaint
from intake.news import news_of
from sessions_log import sentences
from sessions_log.models import Progress
from sessions_log.reading import said_of
from sessions_log.trends import trend_of


def complaint_page(complaint: Complaint) -> dict:
    progress = Progress.objects.filter(complaint=complaint).first()
    readings = said_of([complaint.pk])[complaint.pk]
    episodes = list(complaint.episodes.order_by("-number"))
    return {
        "client": complaint.client,
        "complaint": complaint,
        "news": news_of(complaint.client),
        "progress": progress,
        "sentence": sentences.sentence(progress, complaint.name) if progress else "",
        "remarks": sentences.remarks(progress, complaint.treatments_before) if progress else [],
        "trend": trend_of(
            complaint,
            progress,
            readings,
            since=episodes[0].starts_on if episodes else None,
            tone=progress.stage if progress else "",
        ),
        "areas": complaint.areas.select_related("area").order_by("area__position", "pk"),
        "episodes": episodes,
    }
