"""What the archive keeps. Everything a page shows of a speech is here; the index can be rebuilt from it."""
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from speeches.visibility import visible_to

SURE = 0.6  # evidence below this is shown as 待核


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


class DocumentQuerySet(models.QuerySet):
    def kept(self):
        """Those that nobody deleted."""
        return self.filter(deleted_at=None)

    def visible_to(self, user):
        return self.kept().filter(visibility__in=visible_to(user))


class Document(models.Model):
    """One .docx that was kept (its original lies under its SHA-256), or one imported text without original."""

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("公开")
        INTERNAL = "internal", _("登录可见")
        HIDDEN = "hidden", _("仅管理者可见")

    name = models.CharField(_("文件名"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)  # "" = no original
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
        """Where its bytes lie; equal bytes share one file."""
        return settings.ORIGINALS / self.sha256[:2] / f"{self.sha256}.docx" if self.sha256 else None


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
        return reverse("meeting_type", args=[self.name])


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
        return reverse("meeting", args=[self.pk])


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
        return reverse("speaker", args=[self.pk])


class Keyword(models.Model):
    """A word that speeches are filed under; readers call it 主题."""

    word = models.CharField(_("词"), max_length=50, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = _("关键词")
        ordering = ["word"]

    def __str__(self):
        return self.word

    def get_absolute_url(self):
        return reverse("topic", args=[self.word])


class SpeechQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The one place that decides which speeches somebody may see."""
        return self.filter(document__deleted_at=None, document__visibility__in=visible_to(user))

    def newest_first(self):
        return self.order_by(models.F("date_from").desc(nulls_last=True), "document_id", "position")

    def for_lists(self):
        """With all that a row of a list shows, in a fixed number of queries; `points` are its first-level sections."""
        points = models.Prefetch("sections", Section.objects.filter(level=1), to_attr="points")
        return self.select_related("document", "speaker", "meeting__type").prefetch_related(points)


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

    speech = models.ForeignKey(Speech, models.CASCADE)
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


class Section(models.Model):
    """A heading and what stands under it. Flat: level and position fold into a tree when shown."""

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="sections")
    position = models.PositiveIntegerField(_("顺序"))  # in the speech, from 1: the address #s3
    level = models.PositiveSmallIntegerField(_("层次"))
    label = models.CharField(_("序号"), max_length=64, blank=True)
    heading = models.TextField(_("小标题"))
    run_in = models.BooleanField(_("段首"), default=False)  # the heading is the first sentence of its paragraph
    paragraph = models.PositiveIntegerField(_("段落"))  # position of the paragraph that holds the heading
    confidence = models.FloatField(_("把握"), default=1.0)

    class Meta:
        verbose_name = verbose_name_plural = _("节")
        ordering = ["speech", "position"]
        constraints = [
            models.UniqueConstraint("speech", "position", name="one_section_per_position"),
            models.CheckConstraint(name="section_level_from_1_to_9", condition=Q(level__gte=1, level__lte=9)),
        ]

    def __str__(self):
        return f"{self.label} {self.heading}".strip()


class Paragraph(models.Model):
    """One paragraph, by its number: the address #p12. Appendices and notes are numbered on after the body."""

    class Part(models.TextChoices):
        HEAD = "head", _("题头")
        BODY = "body", _("正文")
        APPENDIX_TITLE = "appendix_title", _("附件标题")
        APPENDIX = "appendix", _("附件")
        NOTE = "note", _("注释")

    speech = models.ForeignKey(Speech, models.CASCADE, related_name="paragraphs")
    position = models.PositiveIntegerField(_("段号"))  # in the speech, from 1
    part = models.CharField(_("部分"), max_length=14, choices=Part, default=Part.BODY)
    text = models.TextField(_("文字"))
    label = models.CharField(_("自动编号"), max_length=64, blank=True)  # as Word counts it; of a note: its mark
    section = models.ForeignKey(Section, models.SET_NULL, verbose_name=_("节"), null=True, blank=True, related_name="paragraphs")
    refers_to = models.PositiveIntegerField(_("所注段落"), null=True, blank=True)  # of a note

    class Meta:
        verbose_name = verbose_name_plural = _("段落")
        ordering = ["speech", "position"]
        constraints = [models.UniqueConstraint("speech", "position", name="one_paragraph_per_position")]

    def __str__(self):
        return self.text[:40]


class IndexTask(models.Model):
    """A speech whose index entry is out of date. Written in the transaction that changed it, gone once indexed."""

    speech_id = models.BigIntegerField()  # no foreign key: the speech may be gone, that is the news
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = _("待更新的检索")
        ordering = ["pk"]

    def __str__(self):
        return str(self.speech_id)
