"""Who may do what here: rows of the access table (tests/access.py). Visits and complaints."""

import datetime as dt
import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from intake.enums import Purpose
from sessions_log.accepting.sheet import sheet_of
from tests import factories
from tests.access import AUTHOR, CLINICAL, THERAPISTS, Row, only, public
from tests.intake.filled import known
from tests.world import DIARIST, NOTE, SHEET_TOKEN, STROLL

HERS = known(DIARIST, Purpose.SHEET)  # a device that gave the birth date


def _visit(world) -> dict[str, str]:
    """What the page of a visit sends at least."""
    start = timezone.localtime(world.now)
    return {"starts_at_0": f"{start:%Y-%m-%d}", "starts_at_1": f"{start:%H:%M}", "minutes": "60"}


def _photo() -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_1.jpg", factories.photo(), "image/jpeg")


ROWS = [
    # visits: all therapists and owners read; only its therapist writes
    Row(
        "sessions_log:start",
        {"client": "client.public_id"},
        get=only(THERAPISTS),
        post=only(THERAPISTS, 302),
        data=lambda world: _visit(world) | {"request_id": world.request_id, "version": "0"},
    ),
    Row(
        "sessions_log:visit",
        {"visit": "draft.public_id"},
        get=only(CLINICAL),
        post=only(AUTHOR, 302),
        data=lambda world: _visit(world) | {"version": "1", "plan": "something else"},
    ),
    Row(
        "sessions_log:visit",
        {"visit": "signed.public_id"},
        get=only(CLINICAL),
        post=only(AUTHOR, 409),
        data=lambda world: _visit(world) | {"version": "1", "plan": "something else"},
        writes=False,  # it is final: what was typed is shown, to be added
    ),
    Row(
        "sessions_log:keep",
        {"visit": "draft.public_id"},
        post=only(AUTHOR),
        data=lambda world: {"changes": json.dumps({"plan": {"was": NOTE, "now": "something else"}})},
    ),
    Row(
        "sessions_log:keep",
        {"visit": "signed.public_id"},
        post=only(AUTHOR, 409),
        data=lambda world: {"changes": json.dumps({"plan": {"was": NOTE, "now": "something else"}})},
        writes=False,  # it is final: what was typed stays on the device, to be added
    ),
    Row(
        "sessions_log:keep_new",
        {"client": "client.public_id"},
        post=only(THERAPISTS),
        data=lambda world: (
            _visit(world)
            | {"request_id": world.request_id}
            | {"changes": json.dumps({f"c{world.complaint.pk}-intensity": {"was": "", "now": "4"}})}
        ),
    ),
    Row("sessions_log:unsent_key", get=only(THERAPISTS)),
    Row(
        "sessions_log:sign",
        {"visit": "draft.public_id"},
        post=only(AUTHOR, 302),
        data={"version": "1", "why": "short"},
    ),
    Row(
        "sessions_log:discard",
        {"visit": "draft.public_id"},
        get=only(AUTHOR),
        post=only(AUTHOR, 302),
        data={"version": "1", "reason": "nobody came"},
    ),
    Row("sessions_log:bring_back", {"visit": "discarded.public_id"}, post=only(AUTHOR, 302), data={"version": "1"}),
    Row(
        "sessions_log:void",
        {"visit": "signed.public_id"},
        get=only(CLINICAL, colleague=403),
        post=only(CLINICAL, 302, colleague=403),
        data={"reason": "the wrong chart"},
    ),
    Row(
        "sessions_log:add",
        {"visit": "signed.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "reason": "forgotten", "text": "one more thing"},
    ),
    # photos of paper notes: to a draft its author adds, to a signed visit everybody who may add to it
    Row(
        "sessions_log:paper",
        {"visit": "draft.public_id"},
        get=only(AUTHOR),
        post=only(AUTHOR, 302),
        data=lambda world: {"request_id": world.request_id, "chosen": [_photo(), _photo()]},
    ),
    Row(
        "sessions_log:paper",
        {"visit": "signed.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "taken": _photo(), "reason": "found it"},
        query="?signed",
    ),
    Row("sessions_log:paper_photo", {"paper": "kept_paper.public_id"}, get=only(CLINICAL)),
    Row("sessions_log:paper_photo", {"paper": "removed_paper.public_id"}, get=only(CLINICAL), query="?removed"),
    Row("sessions_log:paper_small", {"paper": "kept_paper.public_id"}, get=only(CLINICAL)),
    Row(
        "sessions_log:paper_remove",
        {"paper": "kept_paper.public_id"},
        get=only(AUTHOR),
        post=only(AUTHOR, 302),
        data={"reason": "somebody else's"},
    ),
    # the sheet of homework, and the client's own look at it behind her link
    Row("sessions_log:homework_sheet", {"visit": "draft.public_id"}, get=only(CLINICAL)),
    Row("sessions_log:homework_sheet", {"visit": "signed.public_id"}, get=only(CLINICAL), query="?signed"),
    Row("sessions_log:homework_sheet", {"visit": "discarded.public_id"}, get=only(CLINICAL), query="?nothing"),
    Row(
        "sessions_log:sheet_give",
        {"visit": "sheet_visit.public_id"},
        post=only(CLINICAL),
        data=lambda world: {"request_id": world.request_id, "how": "shown"},
    ),
    Row("sessions_log:sheet", {"token": f"={SHEET_TOKEN}"}, get=public(302, desk=403), post=public(405)),
    Row(
        "sessions_log:sheet",
        {"token": f"={SHEET_TOKEN}"},
        get=public(),
        post=public(405),
        query="?hers",
        headers=HERS,
    ),
    Row(
        "sessions_log:sheet_picture",
        {"token": f"={SHEET_TOKEN}", "kind": f"={STROLL}"},
        get=public(),
        post=public(405),
        headers=HERS,
    ),
    Row("sessions_log:evening", get=only(THERAPISTS)),
    Row(
        "sessions_log:hand_over",
        {"visit": "draft.public_id"},
        get=only(AUTHOR),
        post=only(AUTHOR, 302),
        data={"back": "1"},
        writes=False,  # the screen is the therapist's again
    ),
    Row(
        "sessions_log:next",
        {"visit": "signed.public_id"},
        get=only(AUTHOR),
        post=only(AUTHOR, 302),
        data=lambda world: {
            "request_id": world.request_id,
            "due_from": world.now.date().isoformat(),
            "due_by": (world.now.date() + dt.timedelta(days=14)).isoformat(),
            "minutes": "60",
        },
    ),
    Row(
        "sessions_log:copy",
        {"visit": "voided.public_id"},
        get=only(AUTHOR),
        post=only(AUTHOR, 302),
        data=lambda world: {"request_id": world.request_id, "client": str(world.free.public_id)},
    ),
    # going through an intake is a therapist's, once
    Row(
        "sessions_log:accept",
        {"intake": "intake.public_id"},
        get=only(THERAPISTS),
        post=only(THERAPISTS, 302),
        data=lambda world: {
            "request_id": world.request_id,
            "seen-complaint.0": sheet_of(world.intake).complaints_seen,
            "c0-do": "new",
            "c0-type": world.type_word.public_id,
            "c0-name": "",
            "c1-do": "leave",
        },
    ),
    Row(
        "sessions_log:accept",
        {"intake": "old_intake.public_id"},
        get=only(THERAPISTS, 302),
        post=only(THERAPISTS, 302),
        query="?next=/today/",
        data=lambda world: {"request_id": world.request_id},
        writes=False,  # somebody went through it
    ),
    # complaints
    Row(
        "sessions_log:complaint_add",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "type": world.type_word.public_id, "aim": "resolve"},
    ),
    Row("sessions_log:complaint", {"complaint": "complaint.public_id"}, get=only(CLINICAL)),
    Row("sessions_log:complaint", {"complaint": "closed_complaint.public_id"}, get=only(CLINICAL)),
    Row(
        "sessions_log:complaint_edit",
        {"complaint": "complaint.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"version": "1", "type": world.type_word.public_id, "aim": "maintain"},
    ),
    Row(
        "sessions_log:complaint_close",
        {"complaint": "complaint.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"version": "1", "reason": "resolved", "on": world.now.date().isoformat()},
    ),
    Row(
        "sessions_log:complaint_reopen",
        {"complaint": "closed_complaint.public_id"},
        post=only(CLINICAL, 302),
        data={"version": "1"},
    ),
    Row(
        "sessions_log:complaint_undo_close",
        {"complaint": "closed_complaint.public_id"},
        post=only(CLINICAL, 302),
        data={"version": "1"},
    ),
]
