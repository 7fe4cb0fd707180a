"""What every form says when something is missing: what to do, not what the form wants."""

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


def speak_plainly() -> None:
    """Change the words that Django's fields bring along. A field's own words still win."""
    choose = {
        "required": _("Please choose."),
        "invalid_choice": _("This is not among the choices. Please choose again."),
    }
    several = {"required": _("Please choose at least one.")}
    forms.Field.default_error_messages["required"] = _("Please fill this in.")
    forms.BooleanField.default_error_messages = {"required": _("Please tick this to go on.")}
    for field in (forms.ChoiceField, forms.ModelChoiceField):
        field.default_error_messages = {**field.default_error_messages, **choose}
    for field in (forms.MultipleChoiceField, forms.ModelMultipleChoiceField):
        field.default_error_messages = field.default_error_messages | choose | several
    forms.DateField.default_error_messages["invalid"] = _("Please give a date, such as 2026-11-18.")
    forms.TimeField.default_error_messages["invalid"] = _("Please give a time, such as 14:30.")
    validators.MinValueValidator.message = _("Please give %(limit_value)s or more.")
    validators.MaxValueValidator.message = _("Please give %(limit_value)s or less.")
    validators.MaxLengthValidator.message = ngettext_lazy(
        "Please shorten this: it has %(show_value)d characters, and %(limit_value)d fits.",
        "Please shorten this: it has %(show_value)d characters, and %(limit_value)d fit.",
        "limit_value",
    )
    validators.ProhibitNullCharactersValidator.message = _(
        "This has a character that cannot be kept. Please type it."
    )
    forms.EmailField.default_validators[0].message = _("This is not a whole e-mail address.")
