"""How often speeches were read, counted a day at a time, by nobody in particular."""
from django.db import models
from django.utils.translation import gettext_lazy as _

from speeches.models.speeches import Speech


class SpeechReads(models.Model):
    """One speech on one day."""

    speech = models.ForeignKey(Speech, models.CASCADE, verbose_name=_("讲话"), related_name="reads")
    read_on = models.DateField(_("日期"), db_index=True)
    times = models.PositiveIntegerField(_("次数"))

    class Meta:
        verbose_name = verbose_name_plural = _("阅读次数")
        default_permissions = []
        constraints = [models.UniqueConstraint(fields=["speech", "read_on"], name="one_count_of_reads_a_day")]

    def __str__(self):
        return f"{self.read_on}: {self.times}"
