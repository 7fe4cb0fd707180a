"""Who may do what here: rows of the access table (tests/access.py). Preferences, precautions, the vocabulary."""

from django.core.files.uploadedfile import SimpleUploadedFile

from intake.filling import digest
from intake.models import Technique
from intake.question_forms import StepForm
from intake.questions import current_edition, wording
from tests import factories
from tests.access import CLINICAL, MEMBERS, OWNERS, THERAPISTS, Row, only

ROWS = [
    # intake: how a client likes the work, what to take care of
    Row(
        "intake:preferences",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data={"version": "0", "oil": "almond"},
    ),
    Row(
        "intake:precaution_add",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "text": "fever"},
    ),
    Row(
        "intake:precaution_end",
        {"precaution": "precaution.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data={"note": "stopped"},
    ),
    # intake: what a therapist has learnt, said by herself
    Row(
        "intake:training",
        get=only(THERAPISTS),
        post=only(THERAPISTS, 302),
        data=lambda world: {"techniques": [Technique.objects.earliest("pk").pk]},
    ),
    # intake: alerts are everybody's to see who reads the record, and a therapist's to deal with
    Row("intake:alerts", {"client": "client.public_id"}, get=only(CLINICAL)),
    Row(
        "intake:deal_with",
        {"alert": "alert.public_id"},
        get=only(THERAPISTS),
        post=only(THERAPISTS, 302),
        data={"note": "asked her", "keep": "on", "precaution": "look into the ear"},
    ),
    Row(
        "intake:deal_with",
        {"alert": "dealt_alert.public_id"},
        get=only(THERAPISTS),
        post=only(THERAPISTS, 409),
        data={"note": "asked her"},
        query="?next=/today/",
        writes=False,  # somebody has dealt with it: both notes are shown
    ),
    # intake: health, and who else treats
    Row(
        "intake:health",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"version": "1", "medicines": "ibuprofen", "confirmed_on": world.now.date().isoformat()},
    ),
    Row(
        "intake:team",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data={"kind": "dentist", "name": "Dr Molar"},
    ),
    Row(
        "intake:team_end",
        {"client": "client.public_id", "professional": "colleague_elsewhere.public_id"},
        post=only(CLINICAL, 302),
    ),
    # intake: what clients answered, as they sent it
    Row(
        "intake:enter",
        {"client": "client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"request_id": world.request_id, "how": "phone", "kind": "walk_in"},
    ),
    Row(
        "intake:enter",  # one is begun: the page leads to it
        {"client": "entry.client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL),
        query="?begun",
        writes=False,
    ),
    Row(
        "intake:entry_discard",
        {"client": "entry.client.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"seen": world.entry.state},
    ),
    Row(
        "intake:entry_step",
        {"intake": "entry.public_id", "step": "=likes"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"focus": "neck", "seen": digest(world.entry.answers, ["likes"])},
    ),
    Row(
        "intake:entry_step",
        {"intake": "entry.public_id", "step": "=health"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"conditions": "none", "skin": "dry", "seen": digest(world.entry.answers, ["health"])},
        query="?to=review",
    ),
    Row(
        "intake:entry",
        {"intake": "entry.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data=lambda world: {"seen": world.entry.state},
    ),
    Row("intake:intakes", {"client": "client.public_id"}, get=only(CLINICAL)),
    Row("intake:submitted", {"intake": "intake.public_id"}, get=only(CLINICAL)),
    Row("intake:submitted", {"intake": "old_intake.public_id"}, get=only(CLINICAL), query="?next=/today/"),
    # intake: consents. Everybody here adds one from paper; therapists and owners read them
    Row(
        "intake:paper_consent",
        {"client": "client.public_id"},
        get=only(MEMBERS),
        post=only(MEMBERS, 302),
        data=lambda world: {
            "request_id": world.request_id,
            "text-treatment": world.treatment_text.public_id,
            "signed_on": world.now.date().isoformat(),
            "signed_by": "client",
            "typed_name": "Clara Whitfield",
            "in_the_file": "on",
        },
    ),
    Row("intake:consents", {"client": "client.public_id"}, get=only(CLINICAL)),
    Row("intake:consent", {"consent": "consent.public_id"}, get=only(CLINICAL)),
    Row("intake:consent", {"consent": "withdrawn_consent.public_id"}, get=only(CLINICAL)),
    Row("intake:consent_photo", {"consent": "consent.public_id"}, get=only(CLINICAL)),
    Row(
        "intake:withdraw_consent",
        {"consent": "consent.public_id"},
        get=only(CLINICAL),
        post=only(CLINICAL, 302),
        data={"note": "would rather not"},
    ),
    # intake: the vocabulary
    Row("intake:vocabulary", get=only(OWNERS)),
    Row("intake:words", {"kind": "=areas"}, get=only(OWNERS), query="?q=a"),
    Row(
        "intake:add_word",
        {"kind": "=techniques"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"name": "Something new", "request_id": world.request_id},
    ),
    Row(
        "intake:word",
        {"kind": "=techniques", "public_id": "technique_word.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"name": "Another name"},
    ),
    Row(
        "intake:word",
        {"kind": "=homework", "public_id": "homework_word.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {
            "name": "Another name",
            "request_id": world.request_id,
            "photo": SimpleUploadedFile("how.jpg", factories.photo(), "image/jpeg"),
        },
        query="?homework",
    ),
    Row("intake:homework_picture", {"public_id": "homework_word.public_id"}, get=only(CLINICAL)),
    Row("intake:words", {"kind": "=red-flags"}, get=only(OWNERS), query="?q=head"),
    Row("intake:words", {"kind": "=conditions"}, get=only(OWNERS), query="?q=blood"),
    Row(
        "intake:add_word",
        {"kind": "=red-flags"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {
            "name": "Something new",
            "question": "Is it new?",
            "types": [world.type_word.pk],
            "request_id": world.request_id,
        },
        query="?new",
    ),
    Row(
        "intake:word",
        {"kind": "=red-flags", "public_id": "red_flag_word.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"name": "Another", "question": "Is it?", "types": [world.type_word.pk]},
        query="?flag",
    ),
    Row(
        "intake:add_word",
        {"kind": "=conditions"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"name": "Something new", "care": "care", "request_id": world.request_id},
        query="?condition",
    ),
    Row(
        "intake:word",
        {"kind": "=conditions", "public_id": "condition_word.public_id"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data={"name": "Another", "care": "stop", "urgent": "on"},
        query="?condition",
    ),
    Row(
        "intake:move_word",
        {"kind": "=techniques", "public_id": "second_technique_word.public_id"},
        post=only(OWNERS, 302),
        data={"up": ""},
    ),
    Row(
        "intake:retire_word",
        {"kind": "=techniques", "public_id": "technique_word.public_id"},
        post=only(OWNERS, 302),
    ),
    Row(
        "intake:bring_back_word",
        {"kind": "=techniques", "public_id": "retired_technique_word.public_id"},
        post=only(OWNERS, 302),
    ),
    # intake: forms on paper
    Row("intake:blank", get=only(MEMBERS)),
    Row("intake:blank_form", {"which": "=full"}, get=only(MEMBERS)),
    Row("intake:blank_form", {"which": "=walk-in"}, get=only(MEMBERS), query="?short"),
    Row("intake:blank_form", {"which": "=consents"}, get=only(MEMBERS), query="?consents"),
    # intake: what clients are asked
    Row("intake:questions", get=only(OWNERS)),
    Row(
        "intake:question_step",
        {"step": "=so_far"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: _step("so_far") | {"hopes-label": "What for?", "request_id": world.request_id},
    ),
    Row(
        "intake:add_question",
        {"step": "=about"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {
            "seen": 1,
            "label": "Do you play an instrument?",
            "kind": "choice",
            "options": "none\nthe violin",
            "request_id": world.request_id,
        },
    ),
    Row(
        "intake:question",
        {"own": "own_question"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"seen": _edition(), "label": "Otherwise?", "request_id": world.request_id},
    ),
    Row(
        "intake:move_question",
        {"own": "second_own_question"},
        post=only(OWNERS, 302),
        data=lambda world: {"up": "", "request_id": world.request_id},
    ),
    Row(
        "intake:retire_question",
        {"own": "own_question"},
        post=only(OWNERS, 302),
        data=lambda world: {"request_id": world.request_id},
    ),
    Row(
        "intake:bring_back_question",
        {"own": "retired_own_question"},
        post=only(OWNERS, 302),
        data=lambda world: {"request_id": world.request_id},
    ),
    Row("intake:editions", get=only(OWNERS)),
    Row("intake:edition", {"number": "=1"}, get=only(OWNERS)),
    # intake: what clients sign
    Row("intake:consent_texts", get=only(OWNERS)),
    Row(
        "intake:consent_text_change",
        {"kind": "=treatment"},
        get=only(OWNERS),
        post=only(OWNERS, 302),
        data=lambda world: {"seen": 1, "title": "Consent", "body": "Yes.\n\nNo.", "request_id": world.request_id},
    ),
    Row("intake:consent_text", {"kind": "=privacy", "number": "=1"}, get=only(OWNERS)),
]


def _edition() -> int:
    return current_edition().number


def _step(step: str) -> dict:
    """The form of a step, sent as it was shown."""
    form = StepForm(None, wording=wording(current_edition()), step=step)
    return {name: form[name].value() for name in form.fields}
