"""What speeches are filed under: meetings and their types, speakers, keywords."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from speeches.addresses import address


class MeetingType(models.Model):
    """会议类型. The first rows come from a migration; keepers may add their own."""

    name = models.CharField(_("名称"), max_length=30, unique=True)
    family = models.CharField(_("类别"), max_length=30)  # 法定大会, 推进督办 …: the groups of the filter
    position = models.PositiveSmallIntegerField(_("顺序"), default=100)

    class Meta:
        verbose_name = verbose_name_plural = _("会议类型")
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("meeting_type", self.name)


class Meeting(models.Model):
    """One meeting. The same name in another year is another meeting."""

    name = models.CharField(_("名称"), max_length=255)
    type = models.ForeignKey(MeetingType, models.SET_NULL, verbose_name=_("类型"), null=True, blank=True, related_name="meetings")
    date_from = models.DateField(_("开始"), null=True, blank=True)
    date_to = models.DateField(_("结束"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("会议")
        ordering = ["-date_from", "name"]
        constraints = [
            models.UniqueConstraint(
                "name", "date_from", name="one_meeting_per_name_and_date", condition=Q(date_from__isnull=False),
                violation_error_message=_("同名、同一天开始的会议已经有了。"),
            ),
            models.UniqueConstraint(
                "name", name="one_undated_meeting_per_name", condition=Q(date_from=None),
                violation_error_message=_("同名、没有日期的会议已经有了。"),
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(date_to=None) | Q(date_to__gte=models.F("date_from")),
                violation_error_message=_("会议的结束不能早于开始。"),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return address("meeting", self.pk)


class Speaker(models.Model):
    """A person who speaks. The posts held are those of the speeches, with their dates."""

    name = models.CharField(_("姓名"), max_length=50)
    distinction = models.CharField(_("区别"), max_length=100, blank=True)  # tells two people of one name apart

    class Meta:
        verbose_name = verbose_name_plural = _("讲话人")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                "name", "distinction", name="one_speaker_per_name_and_distinction",
                violation_error_message=_("这个名字已经有了。若是另一个人，请在“区别”里写明。"),
            )
        ]

    def __str__(self):
        return f"{self.name}（{self.distinction}）" if self.distinction else self.name

    def get_absolute_url(self):
        return address("speaker", self.pk)


class Keyword(models.Model):
    """A word that speeches are filed under; readers call it 主题."""

    word = models.CharField(_("词"), max_length=50, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = _("关键词")
        ordering = ["word"]

    def __str__(self):
        return self.word

    def get_absolute_url(self):
        return address("topic", self.word)
