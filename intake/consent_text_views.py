"""The pages on which owners write what clients sign."""

import re
import uuid

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from intake import consent_texts
from intake.enums import ConsentKind
from intake.models import ConsentText
from intake.standing import texts_in_use
from intake.word_forms import single_spaces
from practice.access import owner_only
from practice.posted import posted


class ConsentTextForm(forms.ModelForm):
    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = ConsentText
        fields = consent_texts.FIELDS
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}
        help_texts = {"body": gettext_lazy("Plain text. An empty line begins a new paragraph.")}

    def __init__(self, data, text: ConsentText, said: dict[str, str] | None = None):
        first = {name: getattr(text, name) for name in consent_texts.FIELDS} | (said or {})
        super().__init__(data, initial=first | {"seen": text.version, "request_id": uuid.uuid4()})

    def clean_title(self) -> str:
        return single_spaces(self.cleaned_data["title"])

    def clean_body(self) -> str:
        """Lines without spaces at their end, and one empty line between paragraphs."""
        lines = [line.rstrip() for line in self.cleaned_data["body"].strip().splitlines()]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in consent_texts.FIELDS}


@require_safe
@owner_only
def texts(request):
    """The texts in use as a client reads them, and their earlier versions."""
    earlier: dict[str, list[ConsentText]] = {kind: [] for kind in ConsentKind}
    known = ConsentText.objects.filter(language=consent_texts.LANGUAGE).select_related("created_by").defer("body")
    for text in known.order_by("-version"):
        earlier[text.kind].append(text)
    shown = [(text, earlier[text.kind][0], earlier[text.kind][1:]) for text in texts_in_use()]
    return render(request, "intake/consent_texts.html", {"texts": shown})


@require_http_methods(["GET", "HEAD", "POST"])
@owner_only
def change(request, kind):
    """The next version. It can be looked at before it is saved; whoever saves second sees both."""
    text = _in_use(kind)
    form, clashes, preview = ConsentTextForm(posted(request), text), [], None
    if form.is_valid():
        preview = ConsentText(kind=kind, **form.said()) if "preview" in request.POST else None
        if preview is None:
            try:
                made, is_new = consent_texts.publish(
                    kind,
                    form.said(),
                    seen=form.cleaned_data["seen"],
                    by=request.user,
                    request_id=form.cleaned_data["request_id"],
                )
            except consent_texts.Clash as clash:
                text, clashes = clash.current, _told(clash)
                form = ConsentTextForm(None, text, clash.values)
            else:
                return _saved(request, made, is_new)
    context = {"text": text, "form": form, "clashes": clashes, "preview": preview}
    return render(request, "intake/consent_text_change.html", context, status=409 if clashes else 200)


@require_safe
@owner_only
def version(request, kind, number):
    """A version as clients sign it or signed it, read-only."""
    text = get_object_or_404(consent_texts.versions(kind), version=number)
    return render(request, "intake/consent_text.html", {"text": text, "in_use": _in_use(kind)})


def _in_use(kind: str) -> ConsentText:
    if kind not in ConsentKind:
        raise Http404
    return consent_texts.versions(kind)[0]


def _saved(request, made: ConsentText, is_new: bool):
    if is_new:
        messages.success(request, _("Saved. Version %(number)s is signed from now on.") % {"number": made.version})
    else:
        messages.info(request, _("Nothing was changed."))
    return redirect(f"{reverse('intake:consent_texts')}#text-{made.kind}")


def _told(clash: consent_texts.Clash) -> list[dict]:
    names = {"title": _("title"), "body": _("text")}
    return [
        {"label": names[field], "saved": getattr(clash.current, field), "typed": clash.values[field]}
        for field in clash.fields
    ]
