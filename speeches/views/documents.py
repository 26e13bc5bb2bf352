"""One file: what was read from it, what was set aside, the original; deleting it and taking that back."""
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from speeches import account, archive
from speeches.corrections import desk
from speeches.corrections.forms import FieldsForm, names_known
from speeches.kept_pages import kept
from speeches.models import Document, Speech
from speeches.parsing.word.sniffing import SUFFIXES
from speeches.visibility import may_correct, visible_to

ALIKE = 5  # documents with the same words that are named


def documents_for(user):
    """What somebody may see; who may delete documents also sees deleted ones."""
    if user.has_perm("speeches.delete_document"):
        return Document.objects.filter(visibility__in=visible_to(user))
    return Document.objects.visible_to(user)


@kept
def document(request, pk):
    document = get_object_or_404(documents_for(request.user).select_related("by", "deleted_by"), pk=pk)
    return render(request, "speeches/document.html", desk_page(request, document))


def desk_page(request, document: Document, form: FieldsForm | None = None) -> dict:
    """What the page of a file shows; with a form, one speech is being described."""
    speeches = list(desk.speeches_of(document))
    page = {"document": document, "speeches": speeches, "account": account.of(document, speeches), "desk": desk.lay_out(document, speeches)}
    page["alike"] = Document.objects.visible_to(request.user).like(document)[:ALIKE]
    if document.deleted_at or not may_correct(request.user, document):
        return page
    corrections = list(document.corrections.select_related("by", "undone_by").order_by("-number"))
    form = form or form_for(request.GET.get("edit", ""), speeches)
    return page | {
        "may_correct": True,
        "corrections": corrections,
        "last": next((correction for correction in corrections if not correction.undone_at), None),
        "form": form,
        "names": names_known(Speech.objects.visible_to(request.user), speeches) if form else {},
        "is_no_speech": any(warning["code"] == "no_speech" for warning in document.warnings),
    }


def form_for(position: str, speeches: list[Speech]) -> FieldsForm | None:
    """The form of the speech that the address asks to describe."""
    return next((FieldsForm(speech) for speech in speeches if str(speech.position) == position), None)


def original(request, pk):
    """Send the file as it came; never to be shown inside the site."""
    document = get_object_or_404(documents_for(request.user), pk=pk)
    file = document.original
    if not file or not file.exists():
        raise Http404(_("这份文档没有原文件。"))
    kind = SUFFIXES[file.suffix]
    name = document.name if document.name.lower().endswith(kind.names) else document.name + file.suffix
    response = FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=kind.type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@permission_required("speeches.delete_document", raise_exception=True)
def delete(request, pk):
    document = get_object_or_404(Document.objects.visible_to(request.user), pk=pk)
    if request.method == "POST":
        archive.remove(document, by=request.user)
        return redirect(document)  # its page says so and offers to take it back
    return render(request, "speeches/document_delete.html", {"document": document, "speeches": document.speeches.all()})


@require_POST
@login_required
@permission_required("speeches.delete_document", raise_exception=True)
def restore(request, pk):
    document = get_object_or_404(documents_for(request.user), pk=pk)
    try:
        archive.restore(document)
        messages.success(request, _("已经恢复，马上又能检索到。"))
    except archive.AlreadyThere as there:
        messages.warning(request, _("同样的文件后来又收了一份，就是这一份，不用恢复。"))
        return redirect(there.document)
    return redirect(document)
