"""The text of a speech: its sections and paragraphs."""
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Section(models.Model):
    """A heading and what stands under it. Flat: level and position fold into a tree when shown."""

    speech = models.ForeignKey("Speech", models.CASCADE, verbose_name=_("讲话"), related_name="sections")
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

    speech = models.ForeignKey("Speech", models.CASCADE, verbose_name=_("讲话"), related_name="paragraphs")
    position = models.PositiveIntegerField(_("段号"))  # in the speech, from 1
    part = models.CharField(_("部分"), max_length=14, choices=Part, default=Part.BODY)
    text = models.TextField(_("文字"))
    label = models.CharField(_("自动编号"), max_length=64, blank=True)  # as Word counts it; of a note: its mark
    section = models.ForeignKey(Section, models.SET_NULL, verbose_name=_("节"), null=True, blank=True, related_name="paragraphs")
    refers_to = models.PositiveIntegerField(_("所注段落"), null=True, blank=True)  # of a note
    at = models.PositiveIntegerField(_("在文件里的位置"), null=True, blank=True)  # letters before it; null: a note, or kept long ago

    class Meta:
        verbose_name = verbose_name_plural = _("段落")
        ordering = ["speech", "position"]
        constraints = [models.UniqueConstraint("speech", "position", name="one_paragraph_per_position")]

    def __str__(self):
        return self.text[:40]
