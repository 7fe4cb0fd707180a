"""A page with the intake form's own fields, for the tests that use them in a browser."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

from intake.body_field import BodyField
from intake.signature import SignatureField


class FieldsForm(forms.Form):
    where = BodyField(label="Where do you feel it?", help_text="Tap every place.")
    before = BodyField(label="Where did you feel it before?", required=False)
    signature = SignatureField(label="Signature", required=False)


PAGE = """
{% extends "entrance.html" %}
{% load static crispy_forms_tags body signature %}
{% block title %}Fields{% endblock %}
{% block heading %}Fields{% endblock %}
{% block door_class %}wide{% endblock %}
{% block extra_css %}<link rel="stylesheet" href="{% static 'css/body.css' %}">{% endblock %}
{% block extra_js %}
  <script src="{% static 'js/body.js' %}" defer></script>
  <script src="{% static 'js/signature.js' %}" defer></script>
{% endblock %}
{% block content %}
  <form method="post" novalidate>{% csrf_token %}{{ form|crispy }}<button class="btn">Send</button></form>
  {% body_shown shown %}{% signature_shown signed name %}
{% endblock %}
"""
SHOWN = {
    "shown": ["temple_left", "temple_right", "low_back_left"],
    "signed": "M40 180l60 -120 40 100 80 -60L560 170",
    "name": "Clara Whitfield",
}


@login_not_required
def fields(request) -> HttpResponse:
    """Answers with what the form cleaned, or with the form and its errors."""
    form = FieldsForm(request.POST or None, initial={"before": ["knee_left"]})
    if form.is_valid():
        return JsonResponse(form.cleaned_data)
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form, **SHOWN}, request))


urlpatterns = [path("fields/", fields), path("", include("practice.urls"))]
