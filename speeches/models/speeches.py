"""A speech, and what it is made of."""
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from speeches.models.catalogue import Keyword, Meeting, Speaker
from speeches.models.documents import Document
from speeches.models.sections import Section
from speeches.visibility import visible_to

SURE = 0.6  # evidence below this is shown as 待核


class SpeechQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one place that decides which speeches somebody may see."""
        return self.filter(document__deleted_at=None, document__visibility__in=visible_to(user))

    def to_check(self):
        """Those with a doubt that nobody has settled yet."""
        return self.filter(to_check=True, document__deleted_at=None)

    def newest_first(self):
        return self.order_by(models.F("date_from").desc(nulls_last=True), "document_id", "position")

    def for_lists(self):
        """With all that a row of a list shows, in a fixed number of queries; `points` are its first-level sections."""
        points = models.Prefetch("sections", Section.objects.filter(level=1), to_attr="points")
        return self.with_origin().prefetch_related(points)

    def with_origin(self):
        """With where each comes from: its file, speaker and meeting."""
        return self.select_related("document", "speaker", "meeting__type")


class Speech(models.Model):
    """One speech of a document. "" and null = the document does not state it."""

    class Precision(models.TextChoices):
        DAY = "day", _("日")
        MONTH = "month", _("月")
        YEAR = "year", _("年")

    class Level(models.TextChoices):
        NATION = "国家", _("国家")
        PROVINCE = "省", _("省")
        CITY = "市", _("市")
        COUNTY = "县", _("县")
        TOWN = "乡", _("乡")
        VILLAGE = "村", _("村")

    document = models.ForeignKey(Document, models.CASCADE, verbose_name=_("文档"), related_name="speeches")
    position = models.PositiveIntegerField(_("顺序"))  # in the document, from 1
    title = models.TextField(_("标题"), blank=True)  # "": pages show the file's name, marked 取自文件名
    subtitle = models.TextField(_("副标题"), blank=True)
    salutation = models.TextField(_("称谓"), blank=True)
    speaker = models.ForeignKey(Speaker, models.SET_NULL, verbose_name=_("讲话人"), null=True, blank=True, related_name="speeches")
    post = models.CharField(_("职务"), max_length=255, blank=True)
    organ = models.CharField(_("机关"), max_length=255, blank=True)
    meeting = models.ForeignKey(Meeting, models.SET_NULL, verbose_name=_("会议"), null=True, blank=True, related_name="speeches")
    kind = models.CharField(_("讲话类别"), max_length=20, blank=True)
    level = models.CharField(_("层级"), max_length=4, choices=Level, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)
    date_from = models.DateField(_("日期"), null=True, blank=True)  # 2024-03 is its first day here, its last in date_to
    date_to = models.DateField(_("日期止"), null=True, blank=True)
    date_precision = models.CharField(_("日期精度"), max_length=5, choices=Precision, blank=True)
    complete = models.BooleanField(_("全文"), default=True)
    characters = models.PositiveIntegerField(_("字数"), default=0)  # letters and digits, title block included
    attached = models.PositiveIntegerField(_("附件和注释字数"), default=0)
    keywords = models.ManyToManyField(Keyword, through="SpeechKeyword", verbose_name=_("关键词"), related_name="speeches")
    evidence = models.JSONField(_("依据"), default=dict, blank=True)  # field → {text, rule, confidence, value}
    warnings = models.JSONField(_("提示"), default=list, blank=True)  # [{code, message, paragraph}]
    at = models.PositiveIntegerField(_("在文件里的位置"), default=0)  # letters of the file before it
    digest = models.CharField(_("指纹"), max_length=64, blank=True)  # of all that was read: equal = nothing to write
    doubts = models.JSONField(_("存疑"), default=list, blank=True)  # what a person should look at: start, sections, or a field
    to_check = models.BooleanField(_("待核"), default=False, db_index=True)  # there are doubts and nobody has said 看过了
    seen_at = models.DateTimeField(_("看过的时间"), null=True, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("谁看过"), null=True, blank=True, related_name="+")

    objects = SpeechQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("讲话")
        ordering = ["document", "position"]
        indexes = [models.Index("date_from", name="speech_date")]
        constraints = [
            models.UniqueConstraint("document", "position", name="one_speech_per_position"),
            models.CheckConstraint(
                name="speech_date_is_whole_or_absent",
                condition=Q(date_from=None, date_to=None, date_precision="")
                | (Q(date_from__isnull=False, date_to__isnull=False, date_to__gte=models.F("date_from")) & ~Q(date_precision="")),
                violation_error_message=_("日期、日期止和日期精度要么都填，要么都空着；止不能早于起。"),
            ),
        ]

    def __str__(self):
        return self.title or self.document.name

    def get_absolute_url(self):
        return reverse("speech", args=[self.pk])

    @property
    def start_is_unsure(self) -> bool:
        """Whether it is a guess that a speech starts here."""
        return self.evidence.get("start", {}).get("confidence", 1) < SURE


class SpeechKeyword(models.Model):
    """Which words a speech is filed under, the weightiest first."""

    speech = models.ForeignKey(Speech, models.CASCADE, verbose_name=_("讲话"))
    keyword = models.ForeignKey(Keyword, models.CASCADE, verbose_name=_("关键词"))
    position = models.PositiveSmallIntegerField(_("顺序"))

    class Meta:
        verbose_name = verbose_name_plural = _("关键词")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                "speech", "keyword", name="speech_filed_once_under_a_word", violation_error_message=_("这个词已经有了。")
            )
        ]

    def __str__(self):
        return str(self.keyword)
