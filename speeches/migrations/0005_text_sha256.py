from django.db import migrations, models

from speeches.parsing.fingerprint import fingerprint


def fill(apps, schema_editor):
    """Documents that were kept before have fingerprints too."""
    documents, paragraphs = apps.get_model("speeches", "Document"), apps.get_model("speeches", "Paragraph")
    for document in documents.objects.only("pk").iterator():
        rows = paragraphs.objects.filter(speech__document=document).order_by("speech__position", "position")
        document.text_sha256 = fingerprint(rows.values_list("text", flat=True))
        document.save(update_fields=["text_sha256"])


class Migration(migrations.Migration):
    dependencies = [("speeches", "0004_corrections")]
    operations = [
        migrations.AddField(
            "document", "text_sha256", models.CharField("文字的指纹", max_length=64, blank=True, default="", db_index=True), preserve_default=False
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
