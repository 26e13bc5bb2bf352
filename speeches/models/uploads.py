"""What somebody sent, until it is settled."""
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class UploadQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those that somebody sent; keepers see everybody's."""
        return self if user.has_perm("speeches.view_upload") else self.filter(by_id=user.pk or 0)

    def pending(self):
        return self.filter(state__in=[Upload.State.WAITING, Upload.State.READING])


class Upload(models.Model):
    """One file that somebody sent, and the work of reading it: kept, known already, or refused with a reason."""

    class State(models.TextChoices):
        WAITING = "waiting", _("排队")
        READING = "reading", _("在读")
        READY = "ready", _("已好")
        KNOWN = "known", _("库里已有")
        REFUSED = "refused", _("没有收")

    name = models.CharField(_("文件名"), max_length=255)
    size = models.PositiveBigIntegerField(_("大小"))  # bytes
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    incoming = models.CharField(_("暂存名"), max_length=50, blank=True)  # in INCOMING until it is settled
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.WAITING)
    code = models.CharField(_("代码"), max_length=32, blank=True)  # why it was refused, as in the contract's list
    message = models.TextField(_("说明"), blank=True)  # the sentence for a person
    document = models.ForeignKey("Document", models.SET_NULL, verbose_name=_("文档"), null=True, blank=True, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("上传人"), null=True, related_name="uploads")
    received_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    heartbeat_at = models.DateTimeField(_("最近动静"), null=True, blank=True)  # of the worker that reads it
    attempts = models.PositiveSmallIntegerField(_("次数"), default=0)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("上传")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="refused_upload_says_why", condition=~Q(state="refused") | ~Q(message="")),
            models.CheckConstraint(name="refused_upload_has_no_document", condition=~Q(state="refused") | Q(document=None)),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("upload", args=[self.pk])

    @property
    def waiting_at(self) -> Path:
        """Where its bytes lie until it is settled."""
        return settings.INCOMING / self.incoming

    @property
    def is_pending(self) -> bool:
        return self.state in (self.State.WAITING, self.State.READING)
