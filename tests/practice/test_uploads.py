"""Photos that people bring: what is taken, what is left of it, where it lies and how it is handed out."""

import hashlib
import io
import logging
import struct
import uuid
import zlib
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from PIL import Image, ImageCms

from practice import uploads
from practice.models import Upload
from tests import factories


def sent(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("photo.jpg", content, "image/jpeg")


def saved(image: Image.Image, kind: str, **options) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def opened(photo: uploads.Photo) -> Image.Image:
    return Image.open(io.BytesIO(photo.content))


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that would be a wall of black."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0" * 1000)
    parts = [struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each)) for each in (header, data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def media(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def photo() -> uploads.Photo:
    return uploads.clean_photo(sent(factories.photo()))


def files(media: Path) -> list[Path]:
    return sorted(path for path in media.rglob("*") if path.is_file())


class TestWhatIsLeft:
    def test_nothing_but_the_picture_is_left_of_a_photo_that_says_where_it_was_taken(self):
        exif = Image.Exif()
        exif[0x010E] = "Clara's kitchen"
        exif[0x0112] = 6  # lies on its side
        exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 36.0, 52.5), 3: "W", 4: (122.0, 19.0, 59.0)})
        picture = Image.new("RGB", (400, 300), "white")
        picture.paste("red", (0, 0, 200, 150))  # of the upright picture: above on the right
        whole = saved(
            picture,
            "JPEG",
            quality=95,
            exif=exif,
            comment=b"a comment",
            xmp=b"<x:xmpmeta>somewhere</x:xmpmeta>",
            icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
        )
        before = Image.open(io.BytesIO(whole))
        assert before.getexif().get_ifd(0x8825)[2] == (47.0, 36.0, 52.5)
        assert {"exif", "comment", "xmp", "icc_profile"} <= before.info.keys()

        whole += b"<script>alert(1)</script>"
        photo = uploads.clean_photo(sent(whole))
        after = opened(photo)
        assert (photo.width, photo.height) == after.size == (300, 400)
        assert [after.getpixel(at)[1] < 60 for at in ((20, 20), (280, 20), (20, 380), (280, 380))] == [
            False, True, False, False,
        ]  # fmt: skip
        assert dict(after.getexif()) == {}
        assert set(after.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        marks = (b"Exif", b"http://ns.adobe.com", b"ICC_PROFILE", b"a comment", b"kitchen", b"<script>")
        assert [(mark in whole, mark in photo.content) for mark in marks] == [(True, False)] * len(marks)

    @pytest.mark.parametrize(
        ("kind", "mode", "colour", "seen"),
        [
            ("PNG", "RGBA", (255, 0, 0, 0), (255, 255, 255)),  # see-through: as on paper
            ("PNG", "P", 0, (0, 0, 0)),
            ("PNG", "I;16", 40_000, (156, 156, 156)),
            ("PNG", "1", 0, (0, 0, 0)),
            ("JPEG", "CMYK", (0, 0, 0, 255), (0, 0, 0)),
            ("WEBP", "RGBA", (0, 0, 255, 255), (0, 0, 255)),
        ],
    )
    def test_every_kind_of_picture_becomes_a_jpeg_that_looks_the_same(self, kind, mode, colour, seen):
        picture = Image.new(mode, (64, 64), colour)
        photo = uploads.clean_photo(sent(saved(picture, kind)))
        after = opened(photo)
        assert (after.format, after.mode) == ("JPEG", "RGB")
        assert all(abs(got - wanted) <= 3 for got, wanted in zip(after.getpixel((32, 32)), seen, strict=True))

    @pytest.mark.parametrize("kind", ["JPEG", "PNG"])
    def test_a_large_one_is_made_smaller(self, kind):
        photo = uploads.clean_photo(sent(saved(Image.new("RGB", (6000, 3000), "white"), kind)))
        assert (photo.width, photo.height) == opened(photo).size == (2400, 1200)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", uploads.NO_PHOTO),
        (b"<!doctype html><script>alert(1)</script>", uploads.NO_PHOTO),
        (b"%PDF-1.7", uploads.NO_PHOTO),
        (saved(Image.new("RGB", (8, 8)), "GIF"), uploads.NO_PHOTO),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', uploads.NO_PHOTO),
        (b"\xff\xd8\xff\xe0<html><script>alert(1)</script>", uploads.DAMAGED),
        (factories.photo()[:-400], uploads.DAMAGED),
        (saved(Image.effect_noise((300, 300), 90), "PNG")[:9000], uploads.DAMAGED),
        (png_that_claims(300, 300), uploads.DAMAGED),
        (png_that_claims(9000, 9000), uploads.TOO_MANY_PIXELS),
        (png_that_claims(60_000, 60_000), uploads.TOO_MANY_PIXELS),
        (b"\xff" * 12_000_001, uploads.TOO_LARGE),
    ],
    ids=[
        "empty", "HTML", "PDF", "GIF", "SVG", "HTML behind a JPEG's first bytes", "cut off", "PNG cut off",
        "PNG without its data", "large bomb", "bomb", "too large",
    ],
)  # fmt: skip
def test_what_is_no_photo_is_refused_in_words(content, message):
    with pytest.raises(ValidationError) as refused:
        uploads.clean_photo(sent(content))
    assert refused.value.messages == [str(message)]


@pytest.mark.django_db
class TestKeeping:
    def test_it_lies_where_only_this_program_finds_it(self, media, photo, therapist):
        now = timezone.now()
        upload = uploads.keep(photo, therapist, now, uuid.uuid4())
        [file] = files(media)
        assert file.read_bytes() == photo.content
        assert str(upload.public_id) in file.name
        assert [path.stat().st_mode & 0o777 for path in (file, file.parent, file.parent.parent, media)] == [
            0o600, 0o700, 0o700, 0o700,
        ]  # fmt: skip
        upload.refresh_from_db()
        assert (upload.uploaded_by, upload.uploaded_at, upload.size) == (therapist, now, len(photo.content))
        assert (upload.content_type, upload.sha256) == ("image/jpeg", hashlib.sha256(photo.content).hexdigest())

    def test_twice_sent_is_kept_once_and_never_given_to_somebody_else(self, media, photo, therapist, colleague):
        now, request_id = timezone.now(), uuid.uuid4()
        first = uploads.keep(photo, therapist, now, request_id)
        assert uploads.keep(photo, therapist, now, request_id) == first
        with pytest.raises(PermissionDenied):
            uploads.keep(photo, colleague, now, request_id)
        assert (Upload.objects.count(), len(files(media))) == (1, 1)
        assert uploads.response(first).content == photo.content

    def test_what_fails_beside_it_leaves_neither_row_nor_file(self, media, photo, therapist):
        with (
            pytest.raises(RuntimeError),
            transaction.atomic(),
            uploads.keeping(photo, therapist, timezone.now(), uuid.uuid4()),
        ):
            raise RuntimeError("the consent was refused")
        assert (Upload.objects.count(), files(media)) == (0, [])

    def test_a_disk_that_fails_leaves_nothing(self, media, photo, therapist, monkeypatch):
        def full(_descriptor):
            raise OSError("No space left on device")

        monkeypatch.setattr("practice.uploads.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            uploads.keep(photo, therapist, timezone.now(), uuid.uuid4())
        assert (Upload.objects.count(), files(media)) == (0, [])


@pytest.mark.django_db
class TestHandingOut:
    def test_a_picture_that_can_do_nothing(self, media, photo, therapist):
        answer = uploads.response(uploads.keep(photo, therapist, timezone.now(), uuid.uuid4()))
        assert answer.content == photo.content
        assert {name: answer.headers[name] for name in answer.headers} == {
            "Content-Type": "image/jpeg",
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }

    @pytest.mark.parametrize("what", ["missing", "altered"])
    def test_a_file_that_is_not_there_or_not_what_was_kept_is_logged_and_not_found(
        self, media, photo, therapist, caplog, what
    ):
        upload = uploads.keep(photo, therapist, timezone.now(), uuid.uuid4())
        [file] = files(media)
        if what == "missing":
            file.unlink()
        else:
            file.write_bytes(factories.photo("black"))
        with caplog.at_level(logging.ERROR), pytest.raises(Http404):
            uploads.response(upload)
        [record] = caplog.records
        assert str(upload.public_id) in record.getMessage()
        assert (str(media) in record.getMessage(), therapist.name in record.getMessage()) == (False, False)
