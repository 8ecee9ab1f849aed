import django.db.models.deletion
import django.utils.timezone
import drafting.models.runs
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('drafting', '0009_invitations'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('formats', models.CharField(choices=[('docx,pdf', 'WordとPDF'), ('docx', 'Wordだけ'), ('pdf', 'PDFだけ')], default='docx,pdf', max_length=8, verbose_name='形式')),
                ('state', models.CharField(choices=[('waiting', '順番を待っています'), ('running', '作っています'), ('stopped', '止めました'), ('failed', '途中で止まりました'), ('done', 'できました')], default='waiting', max_length=7, verbose_name='状態')),
                ('asked_to_stop', models.BooleanField(default=False, verbose_name='止めるように言われた')),
                ('failure', models.TextField(blank=True, verbose_name='止まった理由')),
                ('folder', models.CharField(default=drafting.models.runs._folder, editable=False, max_length=32, unique=True, verbose_name='フォルダ')),
                ('packed_bytes', models.PositiveBigIntegerField(default=0, verbose_name='ZIPの大きさ')),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='作る日')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='始めた日時')),
                ('ended_at', models.DateTimeField(null=True, verbose_name='終わった日時')),
                ('kept_until', models.DateTimeField(default=drafting.models.runs._until, verbose_name='残す期限')),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='runs', to='drafting.draft', verbose_name='下書き')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='始めた人')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='drafting.draftversion', verbose_name='下書きの版')),
            ],
            options={
                'verbose_name': '一括作成',
                'verbose_name_plural': '一括作成',
                'ordering': ['-started_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='AssemblyPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', 'まだ'), ('made', 'できました'), ('failed', '作れませんでした')], default='waiting', max_length=7, verbose_name='状態')),
                ('failure', models.TextField(blank=True, verbose_name='作れなかった理由')),
                ('outcome', models.JSONField(default=dict, verbose_name='結果')),
                ('assembly', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='drafting.assembly', verbose_name='議会')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='drafting.paperrun', verbose_name='一括作成')),
            ],
            options={
                'verbose_name': '議会ごとの紙面',
                'verbose_name_plural': '議会ごとの紙面',
                'ordering': ['run', 'assembly__code'],
            },
        ),
        migrations.AddConstraint(
            model_name='paperrun',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('draft',), name='drafting_run_one_at_a_time', violation_error_message='この文書の一括作成は、もう始まっています。'),
        ),
        migrations.AddConstraint(
            model_name='paperrun',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'stopped', 'failed', 'done'])), name='drafting_run_state'),
        ),
        migrations.AddConstraint(
            model_name='paperrun',
            constraint=models.CheckConstraint(condition=models.Q(('formats__in', ['docx,pdf', 'docx', 'pdf'])), name='drafting_run_formats'),
        ),
        migrations.AddConstraint(
            model_name='paperrun',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'failed'), ('failure', ''), _connector='XOR'), name='drafting_run_failure_told'),
        ),
        migrations.AddConstraint(
            model_name='assemblypaper',
            constraint=models.UniqueConstraint(fields=('run', 'assembly'), name='drafting_assembly_paper_once'),
        ),
        migrations.AddConstraint(
            model_name='assemblypaper',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'made', 'failed'])), name='drafting_assembly_paper_state'),
        ),
        migrations.AddConstraint(
            model_name='assemblypaper',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'failed'), ('failure', ''), _connector='XOR'), name='drafting_assembly_paper_failure_told'),
        ),
    ]
