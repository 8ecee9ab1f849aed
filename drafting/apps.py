"""The one Django app of the project, and the admin as it stands here."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.forms import ChoiceField, Field

# What an empty field says, in every form of the program and of its libraries; Django's own calls it a フィールド.
EMPTY: dict[type[Field], str] = {Field: "入れてください。", ChoiceField: "選んでください。"}


class OperationConfig(AdminConfig):
    default_site = "drafting.admin_site.OperationSite"


class DraftingConfig(AppConfig):
    name = "drafting"
    verbose_name = "意見書工房"

    def ready(self) -> None:
        for field, words in EMPTY.items():
            field.default_error_messages = field.default_error_messages | {"required": words}
