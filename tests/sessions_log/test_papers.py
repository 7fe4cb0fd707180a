"""Photos of notes on paper: kept with a draft or, with a reason, a final visit; taken out of a draft; guarded."""

import uuid
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from practice import uploads
from practice.models import AccessLog, Upload
from sessions_log import papers
from sessions_log.models import PaperNote
from tests import factories
from tests.sessions_log.test_guards import ROLES, both_roles, outcome
from tests.snapshot import changed, snapshot

NOW = timezone.now()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def draft(therapist):
    return factories.visit(factories.client(), therapist)


def sent(name: str = "note.jpg", content: bytes | None = None, colour: str = "white") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or factories.photo(colour), "image/jpeg")


def of(visit) -> str:
    return reverse("sessions_log:paper", args=[visit.public_id])


def add(browser, visit, *photos, **fields):
    return browser.post(of(visit), {"request_id": uuid.uuid4(), "chosen": photos, **fields})


def files(media: Path) -> int:
    return sum(path.is_file() for path in media.rglob("*"))


def kept(visit, by, **given) -> PaperNote:
    return PaperNote.objects.create(visit=visit, author=by, added_at=NOW, photo=factories.upload(by), **given)


def test_several_photos_at_once_are_kept_once_in_order_and_the_draft_keeps_its_version(as_, therapist, draft, media):
    browser, form = as_(therapist), {"request_id": uuid.uuid4()}
    for _click in range(2):
        answer = add(browser, draft, sent(colour="red"), sent(colour="blue"), taken=sent(), **form)
        assert answer.url == of(draft)
    rows = list(PaperNote.objects.order_by("pk"))
    assert [(row.author, row.reason, row.removed_at) for row in rows] == [(therapist, "", None)] * 3
    assert (Upload.objects.count(), files(media)) == (3, 3)
    colours = [_colour(uploads.response(row.photo).content) for row in rows]
    assert colours == ["white", "red", "blue"]  # that of the camera first
    draft.refresh_from_db()
    assert draft.version == 1


def _colour(content: bytes) -> str:
    red, green, blue = Image.open(BytesIO(content)).convert("RGB").getpixel((5, 5))
    return "white" if min(red, green, blue) > 200 else "red" if red > 200 else "blue"


@pytest.mark.parametrize(
    ("photos", "said"),
    [
        ([], "Take a photo, or choose one."),
        ([sent(), sent("page.html", b"<html></html>")], f"page.html: {uploads.NO_PHOTO}"),
        ([sent(str(n)) for n in range(11)], "At most 10 photos at once."),
    ],
)
def test_what_is_no_photo_is_said_beside_the_field_and_nothing_of_it_is_kept(
    as_, therapist, draft, *, media, photos, said
):
    for photo in photos:
        photo.seek(0)
    html = add(as_(therapist), draft, *photos).content.decode()
    assert said in html and 'class="errors"' in html
    assert (PaperNote.objects.count(), Upload.objects.count(), files(media)) == (0, 0, 0)


def test_a_final_visit_is_added_to_with_a_reason_by_whoever_reads_it(as_, therapist, colleague, draft):
    factories.sign(draft)
    browser = as_(colleague)
    assert add(browser, draft, sent()).status_code == 200
    assert not PaperNote.objects.exists()
    assert add(browser, draft, sent(), reason="it lay in the file").status_code == 302
    note = PaperNote.objects.get()
    assert (note.author, note.reason) == (colleague, "it lay in the file")
    html = browser.get(reverse("sessions_log:visit", args=[draft.public_id])).content.decode()
    assert "it lay in the file" in html
    assert reverse("sessions_log:paper_small", args=[note.public_id]) in html
    chart = browser.get(reverse("cases:chart", args=[draft.client.public_id])).content.decode()
    assert "it lay in the file" in chart and reverse("sessions_log:paper_photo", args=[note.public_id]) in chart


def test_signing_while_the_page_is_open_asks_for_the_reason(therapist, draft):
    factories.sign(draft)
    photo = uploads.clean_photo(sent())
    with pytest.raises(ValidationError, match="signed: say why"):
        papers.add_papers(draft, [photo], by=therapist, now=NOW, request_id=uuid.uuid4())
    assert (PaperNote.objects.count(), Upload.objects.count()) == (0, 0)


def test_a_photo_is_taken_out_of_a_draft_with_a_reason_and_stays_in_its_history(as_, therapist, draft):
    note, browser = kept(draft, therapist), as_(therapist)
    path = reverse("sessions_log:paper_remove", args=[note.public_id])
    assert browser.post(path, {"reason": " "}).status_code == 200
    browser.post(path, {"reason": "another client's"})
    note.refresh_from_db()
    assert (note.removed_by, note.removed_reason) == (therapist, "another client's")
    visit_page = browser.get(reverse("sessions_log:visit", args=[draft.public_id])).content.decode()
    assert str(note.public_id) not in visit_page
    assert "another client&#x27;s" in browser.get(of(draft)).content.decode()
    before = snapshot()
    browser.post(path, {"reason": "twice"})
    assert changed(before, snapshot()) == []


def test_nothing_is_taken_out_of_a_final_visit(as_, therapist, draft):
    note = kept(draft, therapist)
    factories.sign(draft)
    browser = as_(therapist)
    before = snapshot()
    browser.post(reverse("sessions_log:paper_remove", args=[note.public_id]), {"reason": "no"})
    assert changed(before, snapshot()) == []
    with pytest.raises(ValidationError):
        papers.take_out(note, by=therapist, now=NOW, reason="no")


def test_opening_a_photo_is_remembered_and_it_comes_in_two_sizes(as_, owner, therapist, draft):
    add(as_(therapist), draft, sent(content=_large()))
    note, browser = PaperNote.objects.get(), as_(owner)
    whole = browser.get(reverse("sessions_log:paper_photo", args=[note.public_id]))
    small = browser.get(reverse("sessions_log:paper_small", args=[note.public_id]))
    assert [Image.open(BytesIO(answer.content)).size for answer in (whole, small)] == [(900, 1200), (360, 480)]
    assert all("no-store" in answer.headers["Cache-Control"] for answer in (whole, small))
    log = AccessLog.objects.filter(user=owner, client=draft.client.public_id)
    assert list(log.values_list("what", flat=True)) == ["photo of a paper note"]


def _large() -> bytes:
    out = BytesIO()
    Image.new("RGB", (900, 1200), "white").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("count", [1, 3])
def test_the_chart_and_the_page_of_photos_cost_the_same_however_many_there_are(
    as_, therapist, draft, *, count, django_assert_num_queries
):
    """Session, person, practice, the visit with its photos, the log of the opening, those taken out."""
    for n in range(count):
        PaperNote.objects.create(
            visit=draft, author=therapist, added_at=NOW, photo=factories.upload(therapist, f"sheet {n}")
        )
    browser = as_(therapist)
    with django_assert_num_queries(6):
        html = browser.get(of(draft)).content.decode()
    assert html.count("/small/") == count


@both_roles
@pytest.mark.django_db(transaction=True)
def test_what_the_database_refuses(therapist, role):
    draft, signed = (factories.visit(factories.client(name), therapist) for name in ("Clara", "Martin"))
    facts = {"by": therapist}
    [note, gone, final] = [
        PaperNote.objects.create(
            visit=visit, author=facts["by"], added_at=NOW, photo=factories.upload(therapist, f"guard {n}")
        )
        for n, visit in enumerate((draft, draft, signed))
    ]
    papers.take_out(gone, by=therapist, now=NOW, reason="wrong")
    factories.sign(signed)
    spare = factories.upload(therapist, "spare")
    out = f"removed_at = now(), removed_by_id = {therapist.pk}, removed_reason ="
    insert = (
        "INSERT INTO sessions_log_papernote (public_id, request_id, visit_id, photo_id, author_id, added_at, reason,"
        " removed_reason) VALUES (gen_random_uuid(), gen_random_uuid(), %s,"
        f" {spare.pk}, {therapist.pk}, now(), '%s', '')"
    )
    update = "UPDATE sessions_log_papernote SET %s WHERE id = %s"
    with ROLES[role]():
        said = [
            outcome(insert % (draft.pk, "")),
            outcome(insert % (signed.pk, "")),
            outcome(insert % (signed.pk, "found later")),
            outcome(update % (f"{out} 'wrong'", note.pk)),
            outcome(update % (f"{out} ''", note.pk)),
            outcome(update % (f"{out} 'wrong', photo_id = {spare.pk}", note.pk)),
            outcome(update % ("reason = 'other'", note.pk)),
            outcome(update % (f"visit_id = {signed.pk}", note.pk)),
            outcome(update % ("removed_at = NULL, removed_by_id = NULL, removed_reason = ''", gone.pk)),
            outcome(update % (f"{out} 'wrong'", final.pk)),
            outcome(f"DELETE FROM sessions_log_papernote WHERE id = {note.pk}"),
        ]
    assert said == [
        "done",
        "papernote_says_why",
        "done",
        "done",
        "papernote_removed_with_reason",
        "papernote_stays",
        "papernote_stays",
        "papernote_stays",
        "papernote_stays",
        "visit_is_final",
        "papernote_stays",
    ]
