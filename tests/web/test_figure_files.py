"""The chart of a figure as PDF and as a Word file; what is only words has none."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.usefixtures("library")


@pytest.mark.parametrize(("file_format", "start"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_chart_is_taken_along_on_paper(file_format: str, start: bytes) -> None:
    page = Client().get(reverse("figure", args=["c-riyoritsu"]))
    address = reverse("figure_file", args=["c-riyoritsu", file_format])
    assert address in page.content.decode()
    assert Client().get(address).content.startswith(start)


def test_a_chronology_has_no_chart() -> None:
    assert Client().get(reverse("figure_file", args=["c-nenpyo", "pdf"])).status_code == 404
    assert Client().post(reverse("figure_file", args=["c-riyoritsu", "pdf"])).status_code == 405
