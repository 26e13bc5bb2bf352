"""The citations of a speech or of a passage: as a page, one by one for programs, together for the page of the speech."""
import json
from dataclasses import dataclass

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from speeches.citing import chinese, programs
from speeches.citing.passages import Passage, passage_at, place_of
from speeches.citing.source import Source, source_of
from speeches.models import Speech
from speeches.views.moved import where_it_went


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a citation; those with a suffix can be fetched as a file, `as` that suffix or its own name."""

    name: str
    words: str
    suffix: str = ""
    content_type: str = ""


def cite(request, pk):
    visible = Speech.objects.visible_to(request.user)
    speech = visible.with_origin().filter(pk=pk).first()
    if speech is None:
        return redirect(where_it_went(request, pk, visible, "cite"))
    passage, asked = passage_of(speech, request.GET.get("passage", "")), request.GET.get("as", "")
    missing = passage is None and bool(request.GET.get("passage"))
    if asked and missing:
        raise Http404(_("这篇讲话里没有这一段。"))
    source = source_of(speech, request.build_absolute_uri(speech.get_absolute_url()), timezone.localdate(), passage)
    if asked == "json":
        return JsonResponse(together(source), json_dumps_params={"ensure_ascii": False})
    if asked:
        return as_file(forms_of(source), asked, source.key)
    return render(request, "speeches/cite.html", {"speech": speech, "source": source, "forms": forms_of(source), "missing": missing})


def passage_of(speech, asked: str) -> Passage | None:
    """The passage that the address asks for; None where it asks for none, or the speech has none there."""
    place = place_of(asked)
    if place is None:
        return None
    rows = speech.paragraphs.filter(position__in=place.paragraphs).order_by("position")
    return passage_at(place, list(rows.values_list("text", flat=True)))


def forms_of(source: Source) -> dict[str, Form]:
    """Every form, under the name that `?as=` has for it, in the order of the page."""
    lines = "\n".join([chinese.plain(source), chinese.gbt(source), source.link, ""])
    return {
        "plain": Form(_("公文式"), chinese.plain(source)),
        "gbt": Form("GB/T 7714—2015", chinese.gbt(source)),
        "link": Form(_("固定链接"), source.link),
        "txt": Form(_("文本"), lines, "txt", "text/plain"),
        "bib": Form("BibTeX", programs.bibtex(source), "bib", "application/x-bibtex"),
        "ris": Form("RIS", programs.ris(source), "ris", "application/x-research-info-systems"),
        "csl": Form("CSL-JSON", a_field_a_line(programs.csl(source)), "json", "application/vnd.citationstyles.csl+json"),
    }


def a_field_a_line(item: dict) -> str:
    fields = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in item.items())
    return f"[{{\n{fields}\n}}]\n"


def together(source: Source) -> dict:
    return {
        "gbt": chinese.gbt(source), "plain": chinese.plain(source), "bib": programs.bibtex(source), "ris": programs.ris(source),
        "csl": programs.csl(source), "link": source.link,
    }  # fmt: skip


def as_file(forms: dict[str, Form], asked: str, name: str) -> HttpResponse:
    form = forms.get(asked)
    if form is None or not form.suffix:
        raise Http404
    disposition = f'attachment; filename="{name}.{form.suffix}"'
    return HttpResponse(form.words, content_type=f"{form.content_type}; charset=utf-8", headers={"Content-Disposition": disposition})
