"""The file as first read, what was removed struck through and what was put in marked; one speech at a time."""
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from speeches.corrections.original_lines import retouch
from speeches.kept_pages import kept
from speeches.parsing.drafts import Refusal
from speeches.views.documents import documents_for


@kept
def raw(request, pk, position=1):
    document = get_object_or_404(documents_for(request.user), pk=pk)
    if not document.sha256:
        raise Http404(_("这份文档没有原文件。"))
    speeches = list(document.speeches.order_by("position"))
    if not 1 <= position <= len(speeches):
        raise Http404
    try:
        file = retouch(document)
    except (Refusal, OSError):
        messages.error(request, _("原文件现在读不出来，没法对照。请告诉管理员。"))
        return redirect(document)
    page = {
        "document": document,
        "speech": speeches[position - 1],
        "before": speeches[position - 2] if position > 1 else None,
        "after": speeches[position] if position < len(speeches) else None,
        "lines": file.parts.get(position, []),
        "repairs": file.repairs,
    }
    return render(request, "speeches/raw.html", page)
