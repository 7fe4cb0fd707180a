"""What a client types that is no answer."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.answer_fields import BirthDate


class GateForm(forms.Form):
    """The birth date, on a device that is not known."""

    use_required_attribute = False

    def __init__(self, *args, today: dt.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["birth_date"] = BirthDate(today=today, label=_("Your date of birth"))
