from django.db import migrations, models

KINDS = [
    ("page_break", "分页"),
    ("foreign_word", "外文"),
    ("unpaired_mark", "标点不成对"),
    ("hole", "缺文"),
    ("lost_heading", "标题缺失"),
    ("reordered", "次序已调整"),
    ("uncertain_place", "位置存疑"),
    ("missing_attachment", "缺附件"),
    ("doubtful_character", "文字存疑"),
    ("numbering", "序号异常"),
    ("unread_clause", "责任未读出"),
    ("unknown_agency", "机构未识别"),
    ("unread_target", "指标未读出"),
    ("unread_date", "日期未读出"),
    ("no_tasks", "无任务"),
    ("unread_table", "表格未读出"),
    ("merged_row", "表中行并入条文"),
    ("left_out", "版面文字"),
]
FIELD = models.CharField(choices=KINDS, max_length=20, verbose_name="种类")
KNOWN = models.Q(kind__in=[kind for kind, _ in KINDS])


class Migration(migrations.Migration):
    dependencies = [("documents", "0007_agency_pattern_levels")]

    operations = [
        migrations.RemoveConstraint("sourcenote", "note_kind_known"),
        migrations.AlterField("historicalsourcenote", "kind", FIELD),
        migrations.AlterField("sourcenote", "kind", FIELD.clone()),
        migrations.AddConstraint("sourcenote", models.CheckConstraint(condition=KNOWN, name="note_kind_known")),
    ]
