"""The forms of django-allauth in our words, without texts inside the fields."""

from allauth.account import forms as account
from django import forms
from django.utils.translation import gettext_lazy as _

LABELS = {
    "login": _("E-mail"),
    "email": _("E-mail"),
    "password": _("Password"),
    "oldpassword": _("Current password"),
    "password1": _("New password"),
    "password2": _("New password, once more"),
}
HELP = {
    "password1": _("At least 12 characters; three or four words that only you would put together are best."),
}


class InOurWords(forms.Form):
    """Labels above the fields, and the first field ready to type in."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = LABELS[name]
            field.help_text = HELP.get(name, "")
            field.widget.attrs.pop("placeholder", None)
        if not self.is_bound:
            next(iter(self.fields.values())).widget.attrs["autofocus"] = True


class LoginForm(InOurWords, account.LoginForm):
    pass


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    pass


class ResetPasswordForm(InOurWords, account.ResetPasswordForm):
    pass


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class ReauthenticateForm(InOurWords, account.ReauthenticateForm):
    pass
