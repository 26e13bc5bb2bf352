"""Sending files and following what becomes of them."""
from bisect import bisect_left

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from speeches import archive, pulse
from speeches.forms import PastedForm, UploadForm
from speeches.intake import converting, pasted
from speeches.models import Document, Speech, Upload

ROWS = 50
RECENT = 6
MOST_POLLED = 100


@login_required
def upload(request):
    if "text" in request.POST:
        return paste(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        uploads = [archive.receive(file, by=request.user) for file in form.cleaned_data["files"]]
        if wants_rows(request):
            return rows_page(request, uploads)
        return redirect(uploads[0]) if len(uploads) == 1 else redirect("uploads")
    return upload_page(request, form, PastedForm())


def paste(request):
    """Text instead of a file."""
    form = PastedForm(request.POST)
    if not form.is_valid():
        return upload_page(request, UploadForm(), form)
    file, unfit = pasted.file_of(form.cleaned_data["text"], form.cleaned_data["name"])
    if unfit:
        said = _("粘贴的文字里有 %(n)d 个看不见的控制字符，Word 文档里放不下，没有收进去，其余都在。")
        messages.warning(request, said % {"n": unfit})
    return redirect(archive.receive(file, by=request.user))


def upload_page(request, form, paste_form):
    recent = request.user.uploads.filter(state=Upload.State.READY).order_by("-pk")[:RECENT]
    page = {
        "form": form,
        "paste_form": paste_form,
        "recent": with_documents(list(recent), request.user),
        "suffixes": converting.suffixes(),
        "max_bytes": settings.MAX_UPLOAD_BYTES,
        "max_megabytes": settings.MAX_UPLOAD_BYTES // 1024**2,
    }
    return render(request, "speeches/upload.html", page, status=400 if form.errors or paste_form.errors else 200)


def wants_rows(request) -> bool:
    """Asked by upload.js, which puts the answer into its list."""
    return request.headers.get("X-Requested-With") == "upload"


@login_required
def uploads(request):
    page = Paginator(Upload.objects.visible_to(request.user).select_related("by"), ROWS).get_page(request.GET.get("page"))
    page.object_list = with_documents(list(page.object_list), request.user)
    pending = any(upload.is_pending for upload in page.object_list)
    return render(request, "speeches/uploads.html", {"page": page, "pending": pending})


@login_required
def upload_rows(request):
    """The rows of these uploads as they are now."""
    ids = [pk for pk in request.GET.getlist("id")[:MOST_POLLED] if pk.isascii() and pk.isdigit() and len(pk) < 19]
    return rows_page(request, list(Upload.objects.visible_to(request.user).filter(pk__in=ids)))


def rows_page(request, uploads):
    return render(request, "speeches/_uploads.html", {"uploads": with_documents(uploads, request.user)})


@login_required
def upload_detail(request, pk):
    upload = get_object_or_404(Upload.objects.visible_to(request.user).select_related("by"), pk=pk)
    with_documents([upload], request.user)
    return render(request, "speeches/upload_detail.html", {"upload": upload})


def with_documents(uploads: list[Upload], user) -> list[Upload]:
    """Give each upload its document, if the user may see it, with titles and warnings; and its place in the queue."""
    speeches = Speech.objects.only("document_id", "position", "title", "warnings").order_by("position")
    documents = Document.objects.visible_to(user).prefetch_related(Prefetch("speeches", speeches))
    prefetch_related_objects(uploads, Prefetch("document", documents))
    with_look_alikes([upload.document for upload in uploads if upload.document], user)
    queue = list(Upload.objects.pending().order_by("pk").values_list("pk", flat=True))
    for upload in uploads:
        upload.ahead = bisect_left(queue, upload.pk)
    tell_if_stalled([upload for upload in uploads if upload.is_pending])
    return uploads


def tell_if_stalled(pending: list[Upload]):
    """Where nothing reads at all, the first row says so: a queue that does not move looks like a loss."""
    if pending:
        pending[0].stalled = not pulse.is_alive("default")


def with_look_alikes(documents: list[Document], user):
    """Give each document the others with the same words that the user may see."""
    prints = {document.text_sha256 for document in documents if document.text_sha256}
    alike = list(Document.objects.visible_to(user).filter(text_sha256__in=prints).only("name", "text_sha256"))
    for document in documents:
        document.alike = [other for other in alike if other.text_sha256 == document.text_sha256 and other.pk != document.pk]
