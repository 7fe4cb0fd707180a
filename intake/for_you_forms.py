"""What a client types that is no answer."""

import datetime as dt

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.answer_fields import BirthDate
from intake.step_form import offer_nothing


class GateForm(forms.Form):
    """The birth date, on a device that is not known."""

    use_required_attribute = False

    def __init__(self, data, *, today: dt.date, shared: bool):
        super().__init__(data)
        self.fields["birth_date"] = BirthDate(today=today, label=_("Your date of birth"))
        if shared:
            offer_nothing(self)
