"""/fresh-look/: the complaints that are not getting better, each with the sentence that explains why it is here."""

import datetime as dt
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.checked import checked, nightly
from cases.enums import Group, Sort, Tab
from cases.models import Referral
from cases.queries import board as queries
from cases.queries.good_days import good_news
from cases.rows import rows
from intake.models import ComplaintType
from practice.access import clinical_only
from practice.models import User
from sessions_log.sentences import advice
from sessions_log.unsigned import by_therapist

PER_PAGE = 25
MINE, ALL = "mine", "all"


class BoardForm(forms.Form):
    """What a reader asked the board for; every field has a sensible answer when it is left alone."""

    who = forms.ChoiceField(label=_("Whose clients"), required=False)
    type = forms.ChoiceField(label=_("Complaint"), required=False)
    group = forms.ChoiceField(label=_("What it asks for"), required=False, choices=[("", _("all")), *Group.choices])
    sort = forms.ChoiceField(label=_("In order of"), required=False, choices=Sort)
    page = forms.IntegerField(min_value=1, max_value=100_000, required=False, widget=forms.HiddenInput)
    tab = forms.ChoiceField(required=False, choices=Tab, widget=forms.HiddenInput)

    def __init__(self, data, *, reader: User):
        # A therapist begins with her own clients, an owner with all.
        whose = MINE if reader.is_therapist and not reader.is_owner else ALL
        self.usual = {"who": whose, "sort": Sort.URGENCY, "tab": Tab.DECIDE, "type": "", "group": "", "page": 1}
        super().__init__(self.usual | {key: value for key, value in data.items() if value})
        self.reader = reader
        self.people = {str(each.public_id): each for each in User.objects.therapists()}
        self.types = {str(each.public_id): each for each in ComplaintType.objects.all()}
        mine = [(MINE, _("my clients"))] if reader.is_therapist else []
        self.fields["who"].choices = [*mine, (ALL, _("everybody's")), *((k, v.name) for k, v in self.people.items())]
        self.fields["type"].choices = [("", _("all")), *((key, each.name) for key, each in self.types.items())]

    def asked(self, name: str) -> Any:
        """What was chosen; what makes no sense is said beside its field, and the usual is shown."""
        return self.cleaned_data.get(name, self.usual[name]) or self.usual[name]

    def chosen(self, today: dt.date) -> queries.Chosen:
        who, kind = self.asked("who"), self.types.get(self.asked("type"))
        own_of = self.reader.pk if who == MINE else getattr(self.people.get(who), "pk", None)
        return queries.Chosen(today, own_of, kind.pk if kind else None, self.asked("group") or None)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.asked("type") or self.asked("group"))


@require_safe
@clinical_only
def board(request):
    """The board, or one of its other lists. Everything chosen stands in the address."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = BoardForm(request.GET, reader=request.user)
    form.is_valid()
    chosen, tab, sort = form.chosen(today), Tab(form.asked("tab")), Sort(form.asked("sort"))
    counts, cases, page = _page(chosen, tab, sort, form.asked("page"))
    context = {
        "form": form,
        "tab": tab,
        "tabs": [(each, each.label, counts.tabs[each]) for each in Tab if each == each.within],
        "resting": counts.tabs[Tab.QUIET],
        "counts": counts,
        "total": counts.tabs[tab],
        "rows": rows(cases, today),
        "good_days": good_news(chosen.own_of, today) if tab.within == Tab.BETTER else [],
        "silent": tab.within == Tab.STOPPED,
        "grouped": tab.within in (Tab.DECIDE, Tab.BETTER) and sort == Sort.URGENCY,
        "page": page,
        "to_ask": _to_ask(request.user, today),
        "advice": advice(),
        "unsigned": by_therapist(now) if request.user.is_owner else [],
        "checked": checked(counts.checked_at, now),
        "nightly": nightly(now),
    }
    return render(request, "cases/board.html", context)


def _to_ask(reader: User, today: dt.date) -> int:
    """Referrals of whom nothing was heard: an owner's are everybody's."""
    found = Referral.objects.unanswered(today)
    return (found if reader.is_owner else found.filter(made_by=reader)).count()


def _page(chosen: queries.Chosen, tab: Tab, sort: Sort, number: int) -> tuple[queries.Counts, list, Page]:
    """The page that was asked for, or the last one where there are fewer by now."""
    counts, cases = queries.look(chosen, tab, sort, limit=PER_PAGE, offset=PER_PAGE * (number - 1))
    page = Paginator(range(counts.tabs[tab]), PER_PAGE).get_page(number)
    if page.number != number:
        _again, cases = queries.look(chosen, tab, sort, limit=PER_PAGE, offset=PER_PAGE * (page.number - 1))
    return counts, cases, page
