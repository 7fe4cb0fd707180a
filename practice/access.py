"""Who may enter which room: one decorator a role, and the rule that another's object is a 404.

Logged-out people never get this far (LoginRequiredMiddleware); a person without the role gets 403.
"""

import functools
from collections.abc import Callable

from django.core.exceptions import PermissionDenied

from practice.models import User


def is_owner(user: User) -> bool:
    """Owners run the practice: people, settings, vocabulary, all stalled cases."""
    return user.is_active and user.is_owner


def is_therapist(user: User) -> bool:
    """Therapists treat clients and write the record."""
    return user.is_active and user.is_therapist


def is_clinical(user: User) -> bool:
    """Therapists and owners read the clinical record; the front desk alone never does."""
    return user.is_clinical


def is_member(user: User) -> bool:
    """Anybody who works here: contacts and appointments."""
    return user.is_active


def is_desk(user: User) -> bool:
    """Owners and the front desk look at how full the calendar is."""
    return user.is_active and (user.is_owner or user.is_front_desk)


def _only(test: Callable[[User], bool]):
    def decorator(view):
        @functools.wraps(view)
        def inner(request, *args, **kwargs):
            if not test(request.user):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inner

    return decorator


owner_only = _only(is_owner)
therapist_only = _only(is_therapist)
clinical_only = _only(is_clinical)
desk_only = _only(is_desk)
member_only = _only(is_member)
