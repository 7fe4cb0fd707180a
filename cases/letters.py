"""Writes letters: final words as versions, and the client's answer to whether one may leave."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cases.letter_drafts import use_up_draft
from cases.letter_pdf import letter_pdf
from cases.models import Letter, LetterAnswer, Referral
from practice.current import local_date
from practice.models import Practice, User


@transaction.atomic
def finish_letter(
    referral: Referral,
    *,
    parts: list[tuple[str, str]],
    picture: dict,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
    seen: int = 0,
) -> Letter:
    """Keep these words as the next version, in place of the draft that was seen at version `seen`.

    The same `request_id` again gives the one it made. Raises Stale if somebody kept another draft meanwhile.
    """
    referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    if made := Letter.objects.filter(request_id=request_id).first():
        return made
    if not referral.is_open:
        raise ValidationError(_("This referral was closed."))
    use_up_draft(referral, seen=seen)
    last = referral.letters.aggregate(last=Max("number"))["last"] or 0
    return Letter.objects.create(
        request_id=request_id,
        referral=referral,
        number=last + 1,
        parts=parts,
        picture=picture,
        written_by=by,
        written_at=now,
    )


def permission_words(letter: Letter, *, minor: bool) -> str:
    """What the client is asked, or of a minor the parent or guardian: this letter, this person, and no other."""
    words = _(
        "I allow %(author)s to send this letter, which I can read first, to %(to)s only. I can say no, or change my "
        "mind until it is sent; my massage does not depend on it."
    )
    if minor:
        words = _(
            "For %(client)s, who is under 18, I allow %(author)s to send this letter, which we can read first, to "
            "%(to)s only. We can say no, or change our mind until it is sent; the massage does not depend on it."
        )
    client, to = letter.referral.complaint.client, letter.referral.professional
    return words % {"client": client.name, "author": letter.written_by.name, "to": to.name}


@transaction.atomic
def answer_letter(
    letter: Letter,
    practice: Practice,
    *,
    allowed: bool,
    typed_name: str,
    signature: str,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
    guardian_relationship: str = "",
) -> LetterAnswer:
    """Write down what the client said; where it is yes, make what leaves, with the permission on it.

    Of a minor a parent or guardian answers: `typed_name` is theirs, `guardian_relationship` says who they are.
    """
    Referral.objects.select_for_update(of=("self",)).get(pk=letter.referral_id)
    if made := LetterAnswer.objects.filter(request_id=request_id).first():
        return made
    minor = letter.referral.complaint.client.is_minor(local_date(now))
    words = permission_words(letter, minor=minor)
    said = _("“%(words)s” Signed by %(name)s on %(day)s.") % {
        "words": words,
        "name": f"{typed_name} ({guardian_relationship})" if minor else typed_name,
        "day": date_format(local_date(now), "j F Y"),
    }
    return LetterAnswer.objects.create(
        request_id=request_id,
        letter=letter,
        allowed=allowed,
        words=words,
        typed_name=typed_name,
        signature=signature if allowed else "",
        under_18=minor,
        guardian_relationship=guardian_relationship if minor else "",
        at=now,
        recorded_by=by,
        pdf=letter_pdf(letter, practice, permission=said, signature=signature, signed_by=typed_name)
        if allowed
        else None,
    )
