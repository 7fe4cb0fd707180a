"""Choosing photos of notes on paper: from the camera of a phone, or several files at once."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from practice.uploads import ACCEPT, Photo, clean_photo
from sessions_log.models import Visit

MOST = 10  # at once: each is decoded and drawn anew


class Photos(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Any number of photos, each checked; what is wrong is said with the file's own name where there are several."""

    widget = Photos

    def clean(self, data, initial=None) -> list[Photo]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > MOST:
            raise ValidationError(
                ngettext("At most %(most)d photo at once.", "At most %(most)d photos at once.", MOST),
                params={"most": MOST},
            )
        photos, wrong = [], []
        for file in files:
            try:
                photos.append(clean_photo(file))
            except ValidationError as error:
                wrong += [f"{file.name}: {said}" if len(files) > 1 else said for said in error.messages]
        if wrong:
            raise ValidationError(wrong)
        return photos


class PaperForm(forms.Form):
    """Photos for a visit; for a final one also why they come now."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    taken = PhotosField(
        label=_("Take a photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT, "capture": "environment"}),
    )
    chosen = PhotosField(
        label=_("Choose photos"),
        required=False,
        widget=Photos(attrs={"accept": ACCEPT}),
        help_text=_("One or several. Only the picture is kept: nothing of where it was taken."),
    )
    reason = forms.CharField(label=_("Why is it added now?"), max_length=240)

    def __init__(self, *args, visit: Visit, **kwargs):
        super().__init__(*args, **kwargs)
        if visit.is_draft:
            del self.fields["reason"]

    @property
    def photos_are_lost(self) -> bool:
        """A page that comes back has no photos any more: no browser fills them in again."""
        return bool(self.files and self.errors)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"taken", "chosen"} and not self.photos():
            self.add_error("chosen", _("Take a photo, or choose one."))
        return said

    def photos(self) -> list[Photo]:
        return [*self.cleaned_data.get("taken", []), *self.cleaned_data.get("chosen", [])]
