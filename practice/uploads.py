"""Photos that people bring: checked and cleaned, kept outside of the static files, handed out by views alone."""

import datetime as dt
import hashlib
import logging
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import File
from django.db import transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from practice.models import Upload, User

MEGABYTE = 1_000_000
MOST_BYTES = 12 * MEGABYTE  # as sent
MOST_PIXELS = 60 * MEGABYTE  # what telephones of today take; a bomb claims more
LONGEST_SIDE = 2400  # small print of a sheet of paper can still be read
SMALL = 480  # the longest side where several are shown on one page, sharp on a telephone's screen too
FORMATS = ("JPEG", "PNG", "WEBP")
ACCEPT = "image/jpeg,image/png,image/webp"  # of a file's input: what is left out, phones turn into JPEG by themselves

TOO_LARGE = _("This file is larger than 12 MB. Please send a smaller photo.")
NO_PHOTO = _("This is no photo that we can read. JPEG, PNG and WebP work.")
DAMAGED = _("This photo is cut off or damaged. Please take it, or send it, again.")
TOO_MANY_PIXELS = _("This picture has more pixels than any paper needs. Please send a smaller photo.")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Photo:
    """A JPEG of our own making: upright, of a sensible size, with nothing in it but the picture."""

    content: bytes
    width: int
    height: int


def clean_photo(file: File) -> Photo:
    """Make our own picture of what was sent. Raises ValidationError that says what is wrong with it.

    Nothing of the file itself is kept: where it was taken, by which telephone, and whatever else it hides stays out.
    """
    if not 0 < file.size <= MOST_BYTES:
        raise ValidationError(TOO_LARGE if file.size else NO_PHOTO)
    file.seek(0)
    try:
        sent = Image.open(BytesIO(file.read()), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise ValidationError(TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise ValidationError(NO_PHOTO) from error
    except Exception as error:  # a header that begins well: whatever a decoder stumbles over
        raise ValidationError(DAMAGED) from error
    with sent:
        if sent.width * sent.height > MOST_PIXELS:
            raise ValidationError(TOO_MANY_PIXELS)
        try:
            picture = _plain(sent)
        except Exception as error:
            raise ValidationError(DAMAGED) from error
    out = BytesIO()
    picture.save(out, "JPEG", quality=85, optimize=True)
    return Photo(out.getvalue(), *picture.size)


def _plain(sent: Image.Image) -> Image.Image:
    """The picture as it is seen, on white, in a new image: none of the texts and profiles of the old one."""
    sent.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is decoded at no more than it takes
    sent.load()
    seen = ImageOps.exif_transpose(sent)
    if seen.mode.startswith("I"):  # 16 bits of grey, from scanners: converted as they are, nearly all of it is white
        seen = seen.point(lambda value: value / 256).convert("L")
    if seen.has_transparency_data:
        seen = seen.convert("RGBA")
        plain = Image.new("RGB", seen.size, "white")
        plain.paste(seen, mask=seen.getchannel("A"))
    else:
        plain = Image.new("RGB", seen.size)
        plain.paste(seen.convert("RGB"))
    plain.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return plain


def keep(photo: Photo, by: User, now: dt.datetime, request_id: uuid.UUID) -> Upload:
    """Keep a photo. The same `request_id` again gives the one that it made."""
    with keeping(photo, by, now, request_id) as upload:
        return upload


@contextmanager
def keeping(photo: Photo, by: User, now: dt.datetime, request_id: uuid.UUID) -> Iterator[Upload]:
    """Keep a photo together with what is written in the block: if that fails, neither row nor file is left.

    The file is there before its row, so that a row never speaks of nothing, in a backup neither.
    """
    public_id = uuid.uuid4()
    path = _path(public_id)
    facts = {
        "public_id": public_id,
        "content_type": "image/jpeg",
        "size": len(photo.content),
        "sha256": hashlib.sha256(photo.content).hexdigest(),
        "uploaded_at": now,
        "uploaded_by": by,
    }
    _write(path, photo.content)
    try:
        with transaction.atomic():
            upload, is_new = Upload.objects.get_or_create(request_id=request_id, defaults=facts)
            if upload.uploaded_by_id != by.pk:
                raise PermissionDenied
            yield upload
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if not is_new:
        path.unlink()


def response(upload: Upload) -> HttpResponse:
    """Hand it out, to whom the caller has let in. A picture and no more: it can run, load and frame nothing."""
    return _answer(_read(upload), upload.content_type)


def small_response(upload: Upload) -> HttpResponse:
    """The same in small, for a page that shows several: made each time, which takes less than to send it whole."""
    out = BytesIO()
    with Image.open(BytesIO(_read(upload)), formats=FORMATS) as picture:
        picture.draft(None, (SMALL, SMALL))
        picture.thumbnail((SMALL, SMALL))
        picture.save(out, "JPEG", quality=80)
    return _answer(out.getvalue(), "image/jpeg")


def _read(upload: Upload) -> bytes:
    """The file, if it is what was kept; else a 404, and a line in the log."""
    try:
        content = _path(upload.public_id).read_bytes()
    except OSError as error:
        logger.error("The file of upload %s cannot be read: %s.", upload.public_id, type(error).__name__)
        raise Http404 from None
    if hashlib.sha256(content).hexdigest() != upload.sha256:
        logger.error("The file of upload %s is not what was kept.", upload.public_id)
        raise Http404
    return content


def _answer(content: bytes, content_type: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _path(public_id: uuid.UUID) -> Path:
    """Spread over folders, so that none gets long."""
    return Path(settings.MEDIA_ROOT) / "uploads" / public_id.hex[:2] / f"{public_id}.jpg"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, for this program's own account alone. A backup passes over the name with the dot."""
    for folder in reversed(path.parents[:3]):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
