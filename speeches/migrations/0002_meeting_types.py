"""The first meeting types and their families. Keepers may add their own beside them."""
from django.db import migrations

FAMILIES = {
    "法定大会": ["党代会", "党委全会", "纪委全会", "人代会", "政协全会"],
    "例行决策": ["常委会会议", "政府常务会议", "专题会议"],
    "政协协商": ["政协协商会"],
    "部署动员": ["动员会", "部署会"],
    "推进督办": ["推进会", "调度会", "现场会"],
    "总结表彰": ["总结会", "表彰会", "经验交流会"],
    "系统工作": ["工作会议"],
    "听取意见": ["座谈会", "生活会"],
    "学习教育": ["学习会", "培训班", "党课", "警示教育会"],
    "人事": ["任职会", "述职会"],
    "礼仪活动": ["仪式活动"],
    "其他会议": ["其他"],
}


def add_types(apps, schema_editor):
    types = [(name, family) for family, names in FAMILIES.items() for name in names]
    apps.get_model("speeches", "MeetingType").objects.bulk_create(
        apps.get_model("speeches", "MeetingType")(name=name, family=family, position=position)
        for position, (name, family) in enumerate(types, 1)
    )


def remove_types(apps, schema_editor):
    names = [name for names in FAMILIES.values() for name in names]
    apps.get_model("speeches", "MeetingType").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [("speeches", "0001_initial")]
    operations = [migrations.RunPython(add_types, remove_types)]
