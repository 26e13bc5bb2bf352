from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once. Whether one can be read is not asked here: reading says so in a better sentence."""

    widget = FilesInput

    def clean(self, files, initial=None):
        files = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        if len(files) > settings.MAX_FILES_PER_UPLOAD:
            raise forms.ValidationError(
                _("一次最多 %(most)d 个文件，这次有 %(files)d 个，请分几次上传。")
                % {"most": settings.MAX_FILES_PER_UPLOAD, "files": len(files)}
            )
        return files


class UploadForm(forms.Form):
    files = FilesField(
        label=_("文件"),
        allow_empty_file=True,
        error_messages={"required": _("还没有选文件，请先选一个或几个 .docx。")},
    )


class PastedForm(forms.Form):
    """Text instead of a file. No CharField: that would refuse a stray NUL, where all else of the text is good."""

    name = forms.CharField(label=_("名称"), required=False, max_length=100)
    text = forms.Field(label=_("文字"), error_messages={"required": _("还没有粘贴文字，请先把讲话稿粘贴到框里。")})

    def clean_text(self):
        text = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        if len(text.encode()) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(
                _("粘贴的文字超过 %(most)d MB，请分几次粘贴。") % {"most": settings.MAX_UPLOAD_BYTES // 1024**2}
            )
        return text
