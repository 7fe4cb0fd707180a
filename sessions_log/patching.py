"""Keeps a draft word by word: small patches of what changed on its page, merged key by key. See docs/never-lost.md.

A change says what stood there when it was typed (`was`) and what stands there now. Where the draft says `was`, it is
kept; where it says `now` already, it was kept before: a patch that is sent again does nothing twice. Where it says
something else, somebody wrote there meanwhile: nothing is overwritten, and both are shown.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError

from clients.models import Client
from practice.models import User
from practice.versions import Stale
from sessions_log import page
from sessions_log.access import get_own_visit
from sessions_log.keeping import log
from sessions_log.models import Visit
from sessions_log.page_state import State, as_sent, group_of, state_of
from sessions_log.record import save_draft

TRIES = 5  # others may save between reading and writing


class Change(NamedTuple):
    was: str
    now: str


@dataclass(slots=True)
class Patched:
    """What became of a patch. `shown` is the draft's page as it is saved now; `errors` are by control."""

    visit: Visit
    shown: page.Page
    state: State
    kept: list[str]
    clashes: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def keep_patch(user: User, visit: Visit, changes: Mapping[str, Change], now: dt.datetime) -> Patched:
    """Keep what can be kept, of a draft from `get_own_visit`. Raises Stale where it is a draft no more."""
    for _ in range(TRIES):
        if not visit.is_draft:
            break
        saved = page.load(visit.client, visit, now=now)
        state = state_of(saved)
        new, clashes = _merged(state, changes)
        errors = _take_out_unknown(saved, new)
        content, wrong = _checked(saved, state, new, now)
        errors |= wrong
        if content is None:
            return Patched(visit, saved, state, _there(state, changes), clashes, errors)
        try:
            save_draft(visit, by=user, now=now, seen=visit.version, content=content)
        except Stale:
            visit = get_own_visit(user, visit.public_id)
            continue
        except ValidationError as error:
            return Patched(visit, saved, state, [], clashes, errors | dict.fromkeys(new, error.messages[0]))
        visit = get_own_visit(user, visit.public_id)
        shown = page.load(visit.client, visit, now=now)
        return Patched(visit, shown, state_of(shown), [*_there(state, changes), *new], clashes, errors)
    raise Stale(visit)


def begin(user: User, client: Client, data, now: dt.datetime) -> tuple[Visit | None, dict[str, str]]:
    """The draft that the first patch of a new page makes, or what is wrong with its time."""
    sent = page.load(client, None, now=now, data=data)
    if not sent.form.is_valid():
        return None, {name: str(errors[0]) for name, errors in sent.form.errors.items()}
    try:
        made = log(user, client, data, sent.form.cleaned_data, now)
    except ValidationError as error:
        return None, {"starts_at": error.messages[0]}
    return get_own_visit(user, made.public_id), {}


def _merged(state: State, changes: Mapping[str, Change]) -> tuple[State, list[str]]:
    """What is new, and what somebody else wrote meanwhile."""
    new, clashes = {}, []
    for key, change in changes.items():
        current = state.get(key, "")
        if current == change.now:
            continue
        if current == change.was:
            new[key] = change.now
        else:
            clashes.append(key)
    return new, clashes


def _there(state: State, changes: Mapping[str, Change]) -> list[str]:
    return [key for key, change in changes.items() if state.get(key, "") == change.now]


def _take_out_unknown(saved: page.Page, new: State) -> dict[str, str]:
    terms = {"area": saved.words.areas, "technique": saved.words.techniques}
    unknown = [
        key
        for key in new
        if (kind := key.partition(":")[0]) in terms and int(key.partition(":")[2]) not in terms[kind]
    ]
    for key in unknown:
        del new[key]
    return {key: str(page.picking.NOT_IN_THE_LIST) for key in unknown}


def _checked(saved: page.Page, state: State, new: State, now: dt.datetime):
    """The draft's content with what is new, by the page's own forms. What they refuse is taken out of `new`."""
    errors: dict[str, str] = {}
    while new:
        sent = page.load(saved.client, saved.visit, now=now, data=as_sent(state | new, saved))
        if sent.is_valid():
            content = sent.content()
            touched = {group_of(key) for key in new}
            content.answers = {pk: said for pk, said in content.answers.items() if f"c{pk}" in touched}
            return content, errors
        wrong = {form[name].html_name if name in form.fields else "": said[0] for form, name, said in _wrong(sent)}
        errors |= wrong
        groups = {group_of(name) for name in wrong}
        refused = [key for key in new if group_of(key) in groups] or list(new)
        for key in refused:
            del new[key]
    return None, errors


def _wrong(sent: page.Page):
    return [(form, name, said) for form in sent.wrong for name, said in form.errors.items()]
