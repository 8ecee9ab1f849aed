"""Reads the forms of a page and fills them in as a browser would, so that a test sends what the page really offers."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from drafting.actions.drafts import file_of
from drafting.intake.draft_file import DraftFile
from drafting.models import Draft


def tree(response: Any) -> html.HtmlElement:
    return html.fromstring(response.content.decode())


def text_of(response: Any) -> str:
    """What a reader reads in the page's main part."""
    return " ".join(tree(response).get_element_by_id("main").text_content().split())


def fields(response: Any, form_id: str) -> dict[str, list[str]]:
    """What the form sends as the page stands, without any button."""
    form = tree(response).get_element_by_id(form_id)
    for empty in form.xpath(".//input[not(@value)][not(@type='checkbox' or @type='radio')]"):
        empty.set("value", "")
    values: dict[str, list[str]] = {}
    for name, value in form.form_values():
        values.setdefault(name, []).append(value)
    return values


def buttons(response: Any, form_id: str) -> set[str]:
    return {button.get("name") for button in tree(response).get_element_by_id(form_id).iter("button")}


def press(client: Client, page: str, form_id: str, button: str, value: str = "1", /, **typed: Any) -> HttpResponse:
    """Opens the page, types, presses; `typed` with __ for the hyphens of prefixes."""
    shown = client.get(page)
    assert button in buttons(shown, form_id)
    changes = {name.replace("__", "-"): one for name, one in typed.items()}
    return client.post(page, fields(shown, form_id) | changes | {button: value})


def url(name: str, draft: Draft, **kwargs: Any) -> str:
    return reverse(name, kwargs={"draft_id": draft.pk, **kwargs})


def now(draft: Draft) -> DraftFile:
    """The draft file as it stands in the database."""
    return file_of(Draft.objects.select_related("current").get(pk=draft.pk))


def newest(draft: Draft) -> int:
    """The number of the version that a page would show now."""
    current = Draft.objects.select_related("current").get(pk=draft.pk).current
    assert current is not None
    return current.number
