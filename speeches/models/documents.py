"""A file that was kept, or an imported text."""
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from speeches.parsing.word.sniffing import SUFFIXES
from speeches.visibility import visible_to


class DocumentQuerySet(models.QuerySet):
    def kept(self):
        """Those that nobody deleted."""
        return self.filter(deleted_at=None)

    def visible_to(self, user):
        return self.kept().filter(visibility__in=visible_to(user))

    def like(self, document):
        """Other files with the same words. Ask for those that the reader may see: a hidden one is not named to others."""
        alike = self.filter(text_sha256=document.text_sha256).exclude(pk=document.pk)
        return alike if document.text_sha256 else alike.none()


class Document(models.Model):
    """One file that was kept (its original lies under its SHA-256), or one imported text without original."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("公开")
        INTERNAL = "internal", _("登录可见")
        HIDDEN = "hidden", _("仅管理者可见")

    name = models.CharField(_("文件名"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)  # "" = no original
    text_sha256 = models.CharField(_("文字的指纹"), max_length=64, blank=True, db_index=True)  # of its letters: equal = looks like it
    source_id = models.CharField(_("来源编号"), max_length=100, blank=True)  # the id that import_texts was given
    source = models.TextField(_("出处"), blank=True)  # of an imported text, as given
    size = models.PositiveBigIntegerField(_("大小"), default=0)
    visibility = models.CharField(_("谁能看"), max_length=8, choices=Visibility, default=Visibility.PUBLIC)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("上传人"), null=True, blank=True, related_name="documents")
    received_at = models.DateTimeField(_("收入时间"), auto_now_add=True)
    parser_version = models.CharField(_("解析版本"), max_length=20)
    characters = models.PositiveIntegerField(_("全文字数"), null=True, blank=True)  # letters and digits; null = not counted
    dropped = models.JSONField(_("搁在一边的"), default=list, blank=True)  # [{text, reason}] in order
    warnings = models.JSONField(_("提示"), default=list, blank=True)  # [{code, message}]
    deleted_at = models.DateTimeField(_("删除时间"), null=True, blank=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("删除人"), null=True, blank=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("文档")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint("sha256", name="one_document_per_original", condition=Q(deleted_at=None) & ~Q(sha256="")),
            models.UniqueConstraint("source_id", name="one_document_per_source_id", condition=Q(deleted_at=None) & ~Q(source_id="")),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("document", args=[self.pk])

    @property
    def warning_count(self) -> int:
        """Warnings about the file and about each of its speeches; fetch the speeches first."""
        return len(self.warnings) + sum(len(speech.warnings) for speech in self.speeches.all())

    @property
    def original(self) -> Path | None:
        """Where its bytes lie, under the suffix of what they are; equal bytes share one file."""
        if not self.sha256:
            return None
        places = [self.original_as(suffix) for suffix in SUFFIXES]
        return next((place for place in places if place.exists()), places[0])

    def original_as(self, suffix: str) -> Path:
        return settings.ORIGINALS / self.sha256[:2] / f"{self.sha256}{suffix}"
