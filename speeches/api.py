"""Speeches as JSON."""
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from search import answers
from search.api import Row
from speeches.models import Speech
from speeches.similar import similar_to
from speeches.speech_json import for_json, speech_as_json

router = Router(tags=["讲话"])


class Like(Row):
    words: list[str]


class Likes(Schema):
    speeches: list[Like]


@router.get("/speeches/{int:pk}/", summary="一篇讲话的全部内容，形式同 parse_docx --json")
def speech(request, pk: int):
    return speech_as_json(get_object_or_404(for_json(Speech.objects.visible_to(request.user)), pk=pk))


@router.get("/speeches/{int:pk}/similar/", response=Likes, summary="说法相近的讲话，和两篇都说的词")
def similar(request, pk: int):
    speech = get_object_or_404(Speech.objects.visible_to(request.user), pk=pk)
    return {"speeches": [{**answers.row(like.speech), "words": like.words} for like in similar_to(speech, request.user)]}
