"""Tables taken away from the admin and brought back, as staff do it."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import make_deadline, make_duty, make_target, make_task

MODELS = ["tasks_task", "tasks_responsibility", "tasks_target", "documents_agency"]


def export(client, model, format="csv"):
    return client.get(f"{reverse(f'admin:{model}_changelist')}export.{format}").content


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_csv(rows):
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode("utf-8-sig")


def send(client, model, data, name="表.csv"):
    return client.post(reverse(f"admin:{model}_import"), {"table": SimpleUploadedFile(name, data)})


def confirm(client, model, response):
    staged = response.context["staged"].pk
    return client.post(reverse(f"admin:{model}_import"), {"staged": staged}, follow=True).content.decode()


def make_base():
    """A task with one duty, one target and one deadline."""
    task = make_task(title="=SUM(1)", body="第一行\n第二行", number="(1)")
    make_duty(task).agency.names.create(name="省能源局")
    make_target(task.document, task=task, value="12.5")
    make_deadline(task.document, task=task)
    return task
