"""What a signed-in person sees stays in no cache; what everybody may read may be kept."""

import pytest
from django.test import Client
from django.urls import reverse

from drafting.actions.cast import Cast
from tests.people import SignedIn, Starts


def test_pages_of_a_draft_are_stored_nowhere(cast: Cast, signed_in: SignedIn, starts: Starts) -> None:
    draft = starts(cast.sato)
    response = signed_in(cast.sato).get(reverse("draft_text", args=[draft.pk]))
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.usefixtures("library")
def test_the_library_is_not_held_back_from_caches_for_readers_without_account() -> None:
    assert "no-store" not in Client().get(reverse("library")).headers.get("Cache-Control", "")
