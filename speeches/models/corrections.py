"""What was read of a file, and what people made of that."""
import json
import zlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from speeches.models.documents import Document
from speeches.parsing.travel import pack


class Reading(models.Model):
    """The lines of a file as first read, so that a correction needs neither the file nor the child that reads it."""

    document = models.OneToOneField(Document, models.CASCADE, verbose_name=_("文档"), related_name="reading")
    packed = models.BinaryField(editable=False)  # JSON, zlib: large, and never asked for by its content

    class Meta:
        verbose_name = verbose_name_plural = _("读出的行")

    def __str__(self):
        return str(self.document)

    @classmethod
    def pack(cls, content) -> bytes:
        """Of a parsing Reading, or {"record": …} of an imported text."""
        return zlib.compress(pack(content))

    @property
    def content(self) -> dict:
        return json.loads(zlib.decompress(self.packed))


class CorrectionQuerySet(models.QuerySet):
    def live(self):
        """Those that hold, in the order in which they were made."""
        return self.filter(undone_at=None).order_by("number")


class Correction(models.Model):
    """One decision of a person about a file. What stands in the archive is the reading with all of them applied."""

    class Kind(models.TextChoices):
        START = "start", _("另起一篇")
        MERGE = "merge", _("并入上一篇")
        MOVE = "move", _("移动开头")
        ASIDE = "aside", _("搁在一边")
        BACK = "back", _("放回正文")
        HEADING = "heading", _("改小标题")
        FIELDS = "fields", _("改著录")
        SEEN = "seen", _("看过了")
        SPEECH = "speech", _("是讲话")

    document = models.ForeignKey(Document, models.CASCADE, verbose_name=_("文档"), related_name="corrections")
    number = models.PositiveIntegerField(_("顺序"))
    kind = models.CharField(_("做了什么"), max_length=8, choices=Kind)
    at = models.PositiveIntegerField(_("位置"), null=True)  # letters of the file before it, as Block.at
    words = models.TextField(_("那里的字"), blank=True)  # the letters that follow: they find the place when reading changes
    value = models.JSONField(_("内容"), default=dict, blank=True)  # by kind: see speeches/corrections.py
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("谁"), null=True, related_name="+")
    made_at = models.DateTimeField(_("时间"), auto_now_add=True)
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("谁撤销"), null=True, blank=True, related_name="+")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("改动")
        ordering = ["document", "number"]
        constraints = [
            models.UniqueConstraint("document", "number", name="one_correction_per_number"),
            models.CheckConstraint(name="correction_has_a_place", condition=Q(kind="speech") | Q(kind="seen") | Q(at__isnull=False)),
        ]

    def __str__(self):
        return self.get_kind_display()

    def get_absolute_url(self):
        return reverse("document", args=[self.document_id])


class FormerSpeech(models.Model):
    """A speech that was merged into another. Its address leads to where its text is now; parted again, it has it back."""

    id = models.BigIntegerField(primary_key=True)  # that it had as a Speech
    document = models.ForeignKey(Document, models.CASCADE, verbose_name=_("文档"), related_name="former_speeches")
    at = models.PositiveIntegerField()  # where it began

    class Meta:
        verbose_name = verbose_name_plural = _("并掉的讲话")

    def __str__(self):
        return str(self.pk)
