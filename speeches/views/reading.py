"""One speech, to be read."""
from django.shortcuts import get_object_or_404, render

from speeches.models import Speech


def speech(request, pk):
    speech = get_object_or_404(Speech.objects.visible_to(request.user).for_lists(), pk=pk)
    return render(request, "speeches/speech.html", {"speech": speech, "paragraphs": speech.paragraphs.all()})
