"""What is typed about people: names, roles, passwords, to whom things are handed over."""

import functools
from collections.abc import Collection

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from practice import handover
from practice.enums import Role
from practice.models import Invitation, User

ROLE_CHOICES = [
    (Role.OWNER, _("Owner: people, settings, every record")),
    (Role.THERAPIST, _("Therapist: treats clients, writes visits")),
    (Role.FRONT_DESK, _("Front desk: bookings and contacts, nothing about health")),
]


class RolesField(forms.TypedMultipleChoiceField):
    """One or more roles; the value is a set of Role."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("What this person does here"))
        super().__init__(
            choices=ROLE_CHOICES,
            coerce=Role,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "stacked"}),
            error_messages={"required": _("Choose at least one role.")},
            **kwargs,
        )

    def clean(self, value) -> Collection[Role]:
        return frozenset(super().clean(value))


class NameField(forms.CharField):
    """A person's name, white space single."""

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Name"))
        super().__init__(max_length=120, **kwargs)

    def clean(self, value) -> str:
        return " ".join(super().clean(value).split())


class PersonForm(forms.Form):
    name = NameField()
    roles = RolesField()

    def __init__(self, *args, with_desk: bool, **kwargs):
        """Where nobody else sits at a desk, the role is called by its work."""
        super().__init__(*args, **kwargs)
        if not with_desk:
            self.fields["roles"].choices = [*ROLE_CHOICES[:2], (Role.FRONT_DESK, _("Bookings and contacts"))]


class InviteForm(forms.Form):
    """Whom to invite. Nobody is here twice, and nobody is invited twice."""

    name = NameField()
    email = forms.EmailField(label=_("E-mail"), max_length=254, help_text=_("This is what they log in with."))
    roles = RolesField()
    request_id = forms.UUIDField(widget=forms.HiddenInput)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"]
        if here := User.objects.filter(email__iexact=email).first():
            if here.is_active:
                raise ValidationError(_("%(name)s works here with this e-mail already."), params={"name": here.name})
            raise ValidationError(
                _("This is the e-mail of %(name)s, whose login is switched off. It can be switched on again."),
                params={"name": here.name},
            )
        if Invitation.objects.open().filter(email__iexact=email).exists():
            raise ValidationError(_("This person is invited already. You can make a new link in the list."))
        return email


class PasswordFields(forms.Form):
    """A new password, twice. Subclasses say for whom, so that it is not their name."""

    password1 = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 characters; three or four words that only you would put together are best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=_("Password, once more"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def person(self) -> User:
        """Who will have this password, as far as the form knows."""
        return User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("This is not the same as above. Please type it again."))
        elif first:
            try:
                validate_password(first, self.person())
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class AcceptForm(PasswordFields):
    """What an invited person says: how the name is written, and a password."""

    field_order = ["name", "password1", "password2"]
    name = NameField(label=_("Your name"))

    def __init__(self, *args, email: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.email = email

    def person(self) -> User:
        return User(name=self.cleaned_data.get("name", ""), email=self.email)


class HandOverForm(forms.Form):
    """To whom, and what. `leaver` gives; only other active therapists can take."""

    to = forms.ModelChoiceField(
        label=_("Hand over to"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=_("Choose a therapist"),
        error_messages={"invalid_choice": _("Choose a therapist who works here.")},
    )
    what = forms.MultipleChoiceField(
        label=_("What"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "stacked"}),
        error_messages={"required": _("Choose what is to be handed over.")},
    )

    def __init__(self, *args, leaver: User, found: list[handover.Open], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = User.objects.therapists().exclude(pk=leaver.pk)
        self.fields["what"].choices = [(one.section.key, one.section.title) for one in found if one.section.hand_over]
        self.fields["what"].initial = [key for key, _title in self.fields["what"].choices]

    @functools.cached_property
    def possible(self) -> bool:
        """Is there something to hand over, and somebody to take it?"""
        return bool(self.fields["what"].choices) and self.fields["to"].queryset.exists()
