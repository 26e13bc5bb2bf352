"""Speeches as JSON."""
from django.shortcuts import get_object_or_404
from ninja import Router

from speeches.models import Speech
from speeches.speech_json import for_json, speech_as_json

router = Router(tags=["讲话"])


@router.get("/speeches/{int:pk}/", summary="一篇讲话的全部内容，形式同 parse_docx --json")
def speech(request, pk: int):
    return speech_as_json(get_object_or_404(for_json(Speech.objects.visible_to(request.user)), pk=pk))
