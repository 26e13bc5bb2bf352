"""From the file that somebody sends to its settled upload: kept, known already, or refused with a sentence."""
import hashlib
import logging
import os
import unicodedata
from pathlib import PurePath
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from speeches import tasks
from speeches.intake import converting
from speeches.intake.names import OLD_WORD, WORD, kind_of
from speeches.keeping import keep
from speeches.models import Document, Upload
from speeches.parsing.drafts import DocumentDraft, Refusal
from speeches.parsing.refusals import refusal

log = logging.getLogger(__name__)
MOST_KILLS = 10  # of the worker while it reads one file: reading itself runs in a child, so it is hardly the file's fault
MOST_FAULTS = 3  # of our own
LONGEST_NAME = 120
ZIP = b"PK"  # what every .docx begins with


def receive(file: File, by=None) -> Upload:
    """Take in a file: too large is refused at once, the rest waits for the worker."""
    upload = Upload(name=display_name(file.name), size=file.size, by=by)
    if file.size > settings.MAX_UPLOAD_BYTES:
        megabytes = settings.MAX_UPLOAD_BYTES // 1024**2
        refuse(upload, "too_large", f"文件超过 {megabytes} MB，请拆分后再上传。")  # kept, as every refusal is: for all readers
        return upload
    upload.incoming = f"{uuid4().hex}.docx"
    try:
        upload.sha256 = write_down(file, upload.waiting_at)
        with transaction.atomic():
            upload.save()
            tasks.read_upload.enqueue(upload.pk)
    except BaseException:
        upload.waiting_at.unlink(missing_ok=True)
        raise
    upload.refresh_from_db()  # where tasks run at once it is settled by now
    return upload


def display_name(name: str) -> str:
    """Return a file's name as it is shown: the last part of a path, composed, the middle of a very long one left out."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(" " if c.isspace() else c for c in name if c.isspace() or c.isprintable())
    name = name.rstrip(". ").lstrip() or "未命名.docx"
    if len(name) <= LONGEST_NAME:
        return name
    suffix = PurePath(name).suffix[:10]
    return name[: LONGEST_NAME - len(suffix) - 1] + "…" + suffix


def check_name(name: str, start: bytes):
    """Refuse what only claims to be no document: 讲话.docx.exe with a document in it. Other contents speak for themselves."""
    kind = kind_of(name)
    if name.startswith("~$"):
        raise refusal("lock_file")
    if start.startswith(ZIP) and kind == "zip":
        raise Refusal("not_docx", "这是压缩包，请先解压，再上传里面的 Word 文档。")
    if start.startswith(ZIP) and kind not in WORD:
        raise refusal("legacy_doc" if kind in OLD_WORD else "not_docx")


def take_in(file: File, draft: DocumentDraft, by=None) -> Upload:
    """Keep what was read already. Cut off on the way it is an upload like any other, and the worker reads it again.

    The index task is written here; whoever takes in many calls index_pending now and then.
    """
    upload = Upload(name=display_name(file.name), size=file.size, by=by, incoming=f"{uuid4().hex}.docx")
    upload.state, upload.attempts, upload.heartbeat_at = Upload.State.READING, 1, timezone.now()
    try:
        upload.sha256 = write_down(file, upload.waiting_at)
        upload.save()
        keep_or_point(upload, draft, wake=False)
    except BaseException:
        Upload.objects.pending().filter(pk=upload.pk).delete()
        upload.waiting_at.unlink(missing_ok=True)
        raise
    upload.waiting_at.unlink(missing_ok=True)
    upload.refresh_from_db()  # a worker that held it for lost may have been faster
    return upload


def write_down(file: File, target) -> str:
    """Copy to disk, safe from a power cut, and return the SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    with open(target, "xb") as copy:
        for chunk in file.chunks():
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    return digest.hexdigest()


def read_upload(pk: int):
    """Read an upload to its end. Safe to repeat after a kill at any moment, and to run twice at once."""
    upload = begin(pk)
    if upload is None:
        return
    try:
        if upload.attempts > MOST_KILLS:
            raise refusal("timeout")
        settle(upload)
    except Refusal as reason:
        refuse(upload, reason.code, reason.message)
    except Exception:
        if upload.attempts < MOST_FAULTS:
            raise  # the task fails with its traceback, and upkeep queues the upload again
        log.exception("Reading upload %s failed for good", upload.pk)
        refuse(upload, "fault", refusal("fault").message)
    upload.waiting_at.unlink(missing_ok=True)


def begin(pk: int) -> Upload | None:
    """Take the upload for reading; None = it is settled."""
    now = timezone.now()
    taken = Upload.objects.pending().filter(pk=pk).update(
        state=Upload.State.READING, attempts=F("attempts") + 1, heartbeat_at=now
    )
    return Upload.objects.select_related("by").get(pk=pk) if taken else None


def settle(upload: Upload):
    if twin := document_with(upload.sha256):
        return point_to(upload, twin)
    with upload.waiting_at.open("rb") as file:
        check_name(upload.name, file.read(len(ZIP)))
    keep_or_point(upload, parse(upload))


def keep_or_point(upload: Upload, draft: DocumentDraft, wake: bool = True):
    try:
        keep(upload, draft, wake)
    except IntegrityError:  # the same bytes were sent twice, and the other was faster
        twin = document_with(upload.sha256)
        if twin is None:
            raise
        point_to(upload, twin)


def parse(upload: Upload) -> DocumentDraft:
    def beat():
        Upload.objects.filter(pk=upload.pk).update(heartbeat_at=timezone.now())

    return converting.read_file(upload.waiting_at.read_bytes(), upload.name, beat)


def document_with(sha256: str) -> Document | None:
    """The document that holds these bytes. A deleted one does not count: its bytes are kept anew."""
    return Document.objects.kept().filter(sha256=sha256).first()


def point_to(upload: Upload, document: Document):
    finish(upload, state=Upload.State.KNOWN, document=document)


def refuse(upload: Upload, code: str, message: str):
    finish(upload, state=Upload.State.REFUSED, code=code, message=message)


def finish(upload: Upload, **fields):
    """Settle an upload, unless somebody else has."""
    fields["finished_at"] = timezone.now()
    for name, value in fields.items():
        setattr(upload, name, value)
    if upload.pk is None:
        upload.save()
    else:
        Upload.objects.pending().filter(pk=upload.pk).update(**fields)
