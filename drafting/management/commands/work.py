"""The worker: makes in the background what the site is asked for, after it has tidied and taken up what was left."""

from __future__ import annotations

import logging
from typing import Any

from django.core.management import call_command
from django_tasks_db.management.commands import db_worker

from drafting.runs.background import keep_house, take_up_again


class Command(db_worker.Command):
    help = "画面から頼まれた一括作成を、裏で作ります（止めるまで動き続けます）。"

    def configure_logging(self, verbosity: int) -> None:
        """As the site's other logs; that it was asked to leave is no news."""
        logging.getLogger("django_tasks_db").setLevel(logging.INFO if verbosity > 1 else logging.ERROR)

    def handle(self, **options: Any) -> None:
        keep_house.call()
        call_command("prune_db_task_results", verbosity=0)
        take_up_again()
        super().handle(**options)
