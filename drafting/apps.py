"""The one Django app of the project."""

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    name = "drafting"
    verbose_name = "意見書工房"
