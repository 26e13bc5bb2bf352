from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("speeches", "0006_terms")]

    operations = [
        migrations.CreateModel(
            name="CountedFile",
            fields=[("name", models.CharField(max_length=100, primary_key=True, serialize=False))],
            options={"default_permissions": []},
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_on", models.DateField(verbose_name="日期")),
                ("key", models.CharField(max_length=200, verbose_name="归一后的写法")),
                ("way", models.CharField(choices=[("page", "网页"), ("api", "接口")], max_length=4, verbose_name="途径")),
                ("text", models.CharField(max_length=200, verbose_name="最后一次的写法")),
                ("times", models.PositiveIntegerField(verbose_name="次数")),
                ("found", models.PositiveIntegerField(verbose_name="最后一次找到的篇数")),
                ("slowest_ms", models.FloatField(verbose_name="最慢的毫秒数")),
                ("asker", models.CharField(blank=True, max_length=150, verbose_name="最后问的人")),
            ],
            options={
                "verbose_name": "检索记录",
                "verbose_name_plural": "检索记录",
                "default_permissions": [],
                "indexes": [models.Index(fields=["key"], name="speeches_qu_key_f039e7_idx")],
                "constraints": [models.UniqueConstraint(fields=("asked_on", "key", "way"), name="one_row_a_day")],
            },
        ),
    ]
