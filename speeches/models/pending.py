"""What has changed: for the index, which has to hear of it, and for numbers that are kept."""
from django.db import models
from django.utils.translation import gettext_lazy as _


class IndexTask(models.Model):
    """A speech whose index entry is out of date. Written in the transaction that changed it, gone once indexed."""

    speech_id = models.BigIntegerField(_("讲话"))  # no foreign key: the speech may be gone, that is the news
    made_at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("待更新的检索")
        ordering = ["pk"]

    def __str__(self):
        return str(self.speech_id)


class State(models.Model):
    """One row, whose stamp is another after every change of what readers see."""

    stamp = models.CharField(max_length=32)

    class Meta:
        default_permissions = []

    def __str__(self):
        return self.stamp
