"""What readers send to the curators, signed in or not: the part of the form, and how often.  No address is kept."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 5
TRAP = "homepage"


class SentByAnybody(forms.Form):
    """`homepage` is hidden from people: what fills it in is a machine."""

    homepage = forms.CharField(
        label="空けておいてください",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"])
        if len(text) > 2000:
            raise forms.ValidationError("2,000文字までで書いてください。")
        return text


def has_had_enough(request: HttpRequest) -> bool:
    """Whether too much came from one address within the hour; only its hash is kept, and only so long."""
    address = get_adapter().get_client_ip(request)
    key = "report-" + salted_hmac("drafting.reports", str(address)).hexdigest()
    if cache.add(key, 1, AN_HOUR.total_seconds()):
        return False
    try:
        return cache.incr(key) > MOST_AN_HOUR
    except ValueError:  # it expired in between
        return False
