"""/training/: the techniques that the therapist who is logged in works with."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from intake.models import Technique
from intake.training import TrainingForm, say_training, trained_in
from practice.access import therapist_only


@require_http_methods(["GET", "HEAD", "POST"])
@therapist_only
def training(request):
    """Each says it for herself. It leaves out of "Not tried yet" what she has not learnt."""
    if request.method == "POST":
        form = TrainingForm(request.POST)
        if form.is_valid():
            chosen, shown = ([each.pk for each in form.cleaned_data[name]] for name in ("techniques", "shown"))
            say_training(request.user, chosen=chosen, shown=shown)
            messages.success(request, _("Saved."))
            return redirect("intake:training")
    else:
        said = Technique.objects.current().filter(pk__in=trained_in(request.user))
        form = TrainingForm(initial={"techniques": said, "shown": [each.pk for each in said]})
    return render(request, "intake/training.html", {"form": form})
