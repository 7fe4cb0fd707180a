"""The screen in the client's hands: one question at a time and nothing else, until the therapist takes it back.

From the button "Hand over" until "Back to the visit", the login that handed it over shows no other page: whoever goes
back in the browser's history, or types an address, meets the question again.
"""

from dataclasses import replace

from django import forms
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from intake.enums import Measure
from intake.models import Complaint
from sessions_log import scale_choices
from sessions_log.answer_form import DECLINED, Scale
from sessions_log.content import Answer
from sessions_log.models import Visit
from sessions_log.reading import said_at

KEY = "handed_over"  # in Django's session: the visit whose questions the client sees


class InTheClientsHands:
    """Every page that is asked for leads to the question; what is sent is left to the pages that it is sent to."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if (
            request.method in ("GET", "HEAD")
            and request.user.is_authenticated
            and (visit := request.session.get(KEY))
        ):
            page = reverse("sessions_log:hand_over", args=[visit])
            if request.path != page:
                return HttpResponseRedirect(page)
        return self.get_response(request)


class ClientsForm(forms.Form):
    """The main question of one complaint: a number, one for each activity, or "I would rather not say"."""

    def __init__(self, data=None, *, complaint: Complaint):
        super().__init__(data)
        self.measure = complaint.main_measure
        for number, label in enumerate(self._questions(complaint)):
            name = f"{self.measure}_{number}" if self.measure == Measure.FUNCTION else self.measure
            extra = [(DECLINED, _("I’d rather not say"))] if number == 0 else []
            self.fields[name] = Scale(7 if self.measure == Measure.DAYS else 10, extra=extra, label=label)

    def _questions(self, complaint: Complaint) -> list[str]:
        if self.measure == Measure.FUNCTION:
            return [
                _("How well can you do this: %(activity)s?") % {"activity": each} for each in complaint.activities
            ]
        if self.measure == Measure.DAYS:
            return [_("On how many of the last 7 days did you have it?")]
        return [complaint.type.question]

    def clean(self):
        said = super().clean() or self.cleaned_data
        values = [said.get(name) for name in self.fields]
        if not self.errors and values[0] != DECLINED and not all(values):
            name = next(name for name in self.fields if not said.get(name))
            self.add_error(name, _("Tap a number, or say that you would rather not."))
        return said

    def answer(self, stored: Answer) -> Answer:
        """Of a valid form: what is kept already, with the client's word in it."""
        values = list(self.cleaned_data.values())
        others = tuple(each for each in stored.before if each.measure != self.measure)
        if values[0] == DECLINED:
            return replace(stored, declined=True, before=others)
        return replace(stored, declined=False, before=(*others, scale_choices.rating_of(self.measure, values)))


def to_ask(visit: Visit) -> list[tuple[Complaint, Answer]]:
    """The open complaints that were neither rated nor left unrated for a reason, with what is said of them so far."""
    if not visit.is_draft:
        return []
    found = []
    for complaint, at in said_at(visit):
        answer = at.answer(complaint.activities_edition)
        rated = any(each.measure == complaint.main_measure for each in answer.before)
        if complaint.is_open and at.worked_on and not (rated or answer.declined or answer.not_asked):
            found.append((complaint, answer))
    return found
