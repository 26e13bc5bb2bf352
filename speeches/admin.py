"""The back office. What is changed here is found as changed: every page marks the speeches it touches for the index."""
from django.contrib import admin, messages
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from speeches import accounts, archive  # noqa: F401  accounts registers users and groups
from speeches.models import (
    Correction,
    Document,
    IndexTask,
    Keyword,
    Meeting,
    MeetingType,
    Paragraph,
    Section,
    Speaker,
    Speech,
    SpeechKeyword,
    Term,
    Upload,
)

admin.site.site_title = admin.site.site_header = _("讲话稿库 · 管理")
admin.site.index_title = _("库里的东西")


class LookOnly:
    """Shown, not changed: what was said and what happened stays as it is."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Indexed:
    """Marks the speeches that hang on a row (`speeches` of it) whenever the row is saved or deleted."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        archive.mark_speeches(self.speeches_of(form.instance))

    def delete_model(self, request, row):
        touched = self.speeches_of(row)
        super().delete_model(request, row)
        archive.mark_speeches(touched)

    def delete_queryset(self, request, rows):
        touched = [pk for row in rows for pk in self.speeches_of(row)]
        super().delete_queryset(request, rows)
        archive.mark_speeches(touched)

    def speeches_of(self, row) -> list[int]:
        return list(row.speeches.values_list("pk", flat=True))


@admin.register(Document)
class DocumentAdmin(Indexed, admin.ModelAdmin):
    list_display = ["name", "visibility", "speech_count", "by", "received_at", "deleted_at"]
    list_filter = ["visibility", ("deleted_at", admin.EmptyFieldListFilter), "parser_version"]
    search_fields = ["name", "sha256", "source_id", "speeches__title"]
    date_hierarchy = "received_at"
    list_select_related = ["by"]
    fields = ["name", "visibility", "source", "source_id", "sha256", "size", "characters", "by", "received_at", "parser_version", "warnings", "deleted_at", "deleted_by"]
    readonly_fields = fields[2:]
    actions = ["take_out", "take_back"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("speeches")

    @admin.display(description=_("讲话篇数"))
    def speech_count(self, document):
        return len(document.speeches.all())

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, document=None):
        return False  # by the action below, which can be taken back

    def has_take_out_permission(self, request):
        return request.user.has_perm("speeches.delete_document")

    @admin.action(description=_("删除所选的文档（三十天内可以恢复）"), permissions=["take_out"])
    def take_out(self, request, documents):
        kept = list(documents.kept())
        for document in kept:
            archive.remove(document, by=request.user)
        done = ngettext("删除了 %d 份文档。", "删除了 %d 份文档。", len(kept)) % len(kept)
        self.message_user(request, done, messages.SUCCESS)

    @admin.action(description=_("恢复所选的文档"), permissions=["take_out"])
    def take_back(self, request, documents):
        for document in documents.exclude(deleted_at=None):
            try:
                archive.restore(document)
            except archive.AlreadyThere:
                self.message_user(request, _t("“%s”后来又收了一份，没有恢复。") % document, messages.WARNING)
            else:
                self.message_user(request, _t("恢复了“%s”。") % document, messages.SUCCESS)


class SpeechKeywordInline(LookOnly, admin.TabularInline):
    model = SpeechKeyword
    extra = 0


@admin.register(Speech)
class SpeechAdmin(LookOnly, admin.ModelAdmin):
    """Corrected on the page of its document, where every change is kept and can be taken back."""

    list_display = ["__str__", "speaker", "meeting", "date_from", "level", "kind", "complete", "characters", "to_check"]
    list_filter = ["to_check", "level", "kind", "complete", "meeting__type", "date_precision", "document__visibility"]
    search_fields = ["title", "speaker__name", "post", "meeting__name", "document__name"]
    date_hierarchy = "date_from"
    list_select_related = ["document", "speaker", "meeting"]
    inlines = [SpeechKeywordInline]


@admin.register(Correction)
class CorrectionAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["document", "number", "kind", "by", "made_at", "undone_at"]
    list_filter = ["kind", ("undone_at", admin.EmptyFieldListFilter)]
    search_fields = ["document__name", "words"]
    date_hierarchy = "made_at"
    list_select_related = ["document", "by"]


@admin.register(Meeting)
class MeetingAdmin(Indexed, admin.ModelAdmin):
    list_display = ["name", "type", "date_from", "date_to"]
    list_filter = ["type"]
    search_fields = ["name"]
    date_hierarchy = "date_from"
    autocomplete_fields = ["type"]
    list_select_related = ["type"]


@admin.register(MeetingType)
class MeetingTypeAdmin(Indexed, admin.ModelAdmin):
    list_display = ["name", "family", "position"]
    list_filter = ["family"]
    search_fields = ["name", "family"]

    def speeches_of(self, type):
        return list(Speech.objects.filter(meeting__type=type).values_list("pk", flat=True))


@admin.register(Speaker)
class SpeakerAdmin(Indexed, admin.ModelAdmin):
    list_display = ["name", "distinction"]
    search_fields = ["name", "distinction"]


@admin.register(Keyword)
class KeywordAdmin(Indexed, admin.ModelAdmin):
    search_fields = ["word"]


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    """One name a line; `?names=…` in the address of an empty form fills it in."""

    list_display = ["__str__"]
    search_fields = ["names"]
    list_per_page = 50

    def save_model(self, request, term, form, change):
        self.tell(request, archive.keep_term(term))

    def delete_model(self, request, term):
        self.tell(request, archive.remove_terms([term]))

    def delete_queryset(self, request, terms):
        self.tell(request, archive.remove_terms(terms))

    def tell(self, request, count: int):
        if count:
            told = ngettext("有 %d 篇讲话要重新分词，稍后即可检索。", "有 %d 篇讲话要重新分词，稍后即可检索。", count) % count
            self.message_user(request, told)


@admin.register(Upload)
class UploadAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["name", "state", "by", "received_at", "attempts", "message"]
    list_filter = ["state", "code"]
    search_fields = ["name", "sha256", "message"]
    date_hierarchy = "received_at"
    list_select_related = ["by"]


@admin.register(Section)
class SectionAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "speech", "level", "run_in", "confidence"]
    list_filter = ["level", "run_in"]
    search_fields = ["heading"]
    list_select_related = ["speech__document"]


@admin.register(Paragraph)
class ParagraphAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["__str__", "speech", "position", "part"]
    list_filter = ["part"]
    search_fields = ["text"]
    list_select_related = ["speech__document"]


@admin.register(IndexTask)
class IndexTaskAdmin(LookOnly, admin.ModelAdmin):
    list_display = ["speech_id", "made_at"]
    date_hierarchy = "made_at"
