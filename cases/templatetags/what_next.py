"""`{% what_next card visit %}`: beside the stage that a visit says, what was decided, and what two taps decide."""

from django import template
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from cases.decided import changes_named, said_of
from cases.models import Decision
from cases.rows import decided
from clients.models import Client
from intake.models import Episode
from sessions_log.verdicts import Stage, Verdict

register = template.Library()


@register.inclusion_tag("cases/_visit_what_next.html", takes_context=True)
def what_next(context, card, visit) -> dict:
    """For a card that asks what next. One query a page, however many cards ask."""
    last = _latest(context["request"], card.complaint.client).get(card.complaint.pk)
    rests = last is not None and last.rests(card.progress, timezone.localdate())
    at_review = card.progress.stage == Stage.REVIEW and card.progress.verdict == Verdict.NO_IMPROVEMENT
    return {
        "complaint": card.complaint,
        "decided": _in_words(last) if last and rests else "",
        "may_tap": at_review and not rests,
        "back": reverse("sessions_log:visit", args=[visit.public_id]) if visit else "",
    }


def _latest(request, client: Client) -> dict[int, Decision]:
    """Of the episodes that go on, by complaint; read once a request."""
    known = request.__dict__.setdefault("latest_decisions", {})
    if client.pk not in known:
        goes_on = Episode.objects.filter(complaint=OuterRef("complaint")).order_by("-number").values("number")[:1]
        found = Decision.objects.filter(complaint__client=client, episode=Subquery(goes_on))
        last = found.order_by("complaint", "-decided_at", "-pk").distinct("complaint")
        with_words = last.select_related("decided_by").annotate(changes_named=changes_named())
        known[client.pk] = {each.complaint_id: each for each in with_words}
    return known[client.pk]


def _in_words(last: Decision) -> str:
    told = {name: getattr(last, name) for name in ("kind", "decided_at", "look_again_visit", "look_again_on")}
    changes = said_of(last.changes_named)  # type: ignore[attr-defined] # annotated
    return " ".join(filter(None, (decided(told | {"by": last.decided_by.name}), changes)))
