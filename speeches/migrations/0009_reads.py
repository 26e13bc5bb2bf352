import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("speeches", "0008_state")]

    operations = [
        migrations.CreateModel(
            name="SpeechReads",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("read_on", models.DateField(db_index=True, verbose_name="日期")),
                ("times", models.PositiveIntegerField(verbose_name="次数")),
                (
                    "speech",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reads", to="speeches.speech", verbose_name="讲话"
                    ),
                ),
            ],
            options={
                "verbose_name": "阅读次数",
                "verbose_name_plural": "阅读次数",
                "default_permissions": [],
                "constraints": [models.UniqueConstraint(fields=("speech", "read_on"), name="one_count_of_reads_a_day")],
            },
        ),
    ]
