"""Who may do what here: rows of the access table (tests/access.py). Homes, the board, decisions, the chart."""

import datetime as dt

from django.utils import timezone

from cases.decisions import facts_seen
from tests.access import CLINICAL, MEMBERS, OWNERS, THERAPISTS, Row, only

ROWS = [
    # cases: homes, the board, What next?, the chart
    Row("home", get=only(MEMBERS, 302)),
    Row("cases:today", get=only(THERAPISTS)),
    Row("cases:board", get=only(CLINICAL)),
    Row("cases:case", {"public_id": "complaint.public_id"}, get=only(CLINICAL)),
    Row("cases:board", get=only(CLINICAL), query="?tab=stopped"),
    Row("cases:board", get=only(CLINICAL), query="?tab=better"),
    Row("cases:meeting", get=only(OWNERS, 302)),
    Row(
        "cases:meeting_case",
        {"public_id": "stalled.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {
            "kind": "change",
            "why": "Another way in.",
            "flags_asked": "none",
            "look_again_visit": "9",
            "request_id": world.request_id,
            "seen": facts_seen(world.stalled),
        },
    ),
    Row(
        "cases:meeting_skip",
        {"public_id": "stalled.public_id"},
        post=only(OWNERS, 302),
        data=lambda world: {"request_id": world.request_id},
    ),
    Row(
        "cases:meeting_note",
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"text": "Ask her about the pillow.", "request_id": world.request_id},
    ),
    Row("cases:meetings", get=only(OWNERS)),
    Row("cases:figures", get=only(OWNERS)),
    Row("cases:figure", {"which": "=open"}, get=only(OWNERS)),
    Row("cases:figure", {"which": "=week"}, get=only(OWNERS)),
    Row("cases:meeting_of", {"day": "today"}, get=only(OWNERS)),
    Row("cases:chart", {"public_id": "client.public_id"}, get=only(CLINICAL)),
    Row(
        "cases:reach",
        {"public_id": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {
            "how": "call",
            "note": "Voicemail.",
            "rests_until": (timezone.localdate() + dt.timedelta(days=30)).isoformat(),
            "request_id": world.request_id,
        },
    ),
    Row(
        "cases:decide",
        {"public_id": "complaint.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {
            "kind": "change",
            "why": "Another way in.",
            "flags_asked": "none",
            "look_again_visit": "9",
            "request_id": world.request_id,
            "seen": facts_seen(world.complaint),
        },
    ),
    Row(
        "cases:change",
        {"public_id": "reviewed.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {
            "add": str(world.technique_word.public_id),
            "request_id": world.request_id,
            "seen": facts_seen(world.reviewed),
        },
    ),
    # the conversation, referrals, letters, the directory
    Row(
        "cases:talk",
        {"public_id": "complaint.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {
            "held_on": timezone.localdate().isoformat(),
            "answer": "Thank you for saying it.",
            "request_id": world.request_id,
        },
    ),
    Row("cases:guide", get=only(OWNERS), post=only(OWNERS, 302), data={"body": "Say what you see.", "version": "0"}),
    Row(
        "cases:refer",
        {"public_id": "complaint.public_id"},
        get=only(CLINICAL, owner=302),  # not over the therapist's head
        post=only(CLINICAL, 302),
        unchanged=("owner",),
        data=lambda world: {
            "professional": str(world.doctor.public_id),
            "reason": "What else could it be?",
            "request_id": world.request_id,
        },
    ),
    Row("cases:referrals", get=only(CLINICAL)),
    Row("cases:referrals", get=only(CLINICAL), query="?tab=open&who=all"),
    Row("cases:referrals", get=only(CLINICAL), query="?tab=closed&who=mine"),
    Row(
        "cases:referral",
        {"public_id": "referral.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {
            "kind": "appointment",
            "on": timezone.localdate().isoformat(),
            "appointment_on": (timezone.localdate() + dt.timedelta(days=30)).isoformat(),
            "request_id": world.request_id,
        },
    ),
    Row(
        "cases:referral_asked",
        {"public_id": "referral.public_id"},
        post=only(CLINICAL, 302),
        data=lambda world: {"seen": "been", "request_id": world.request_id},
    ),
    Row(
        "cases:referral_reply",
        {"public_id": "referral.public_id", "upload": "reply.public_id"},
        get=only(CLINICAL),
    ),
    Row(
        "cases:letter_write",
        {"public_id": "referral.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {
            "use_opening": "on",
            "opening": "With her permission.",
            "version": 0,
            "request_id": world.request_id,
        },
    ),
    Row(
        "cases:letter",
        {"public_id": "letter.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"allowed": "no", "typed_name": "Clara Whitfield", "request_id": world.request_id},
    ),
    Row("cases:letter_pdf", {"public_id": "letter.public_id"}, get=only(CLINICAL, 404)),
    Row(
        "cases:letter_pdf",
        {"public_id": "signed_letter.public_id"},
        get=only(CLINICAL),
        headers={"Accept": "application/pdf"},  # a download, no page
    ),
    Row("cases:professionals", get=only(CLINICAL)),
    Row("cases:professionals", get=only(CLINICAL), query="?q=nobody+at+all"),
    Row(
        "cases:professional_add",
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"kind": "primary", "name": "Dr Adams", "version": "0", "request_id": world.request_id},
    ),
    Row(
        "cases:professional",
        {"public_id": "doctor.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data={"kind": "primary", "name": "Dr Adams", "version": "1"},
    ),
]
