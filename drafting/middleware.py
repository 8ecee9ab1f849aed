"""What holds for every answer, whatever view gave it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .access import Visitor


def keep_pages_private(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """What a signed-in person or a guest sees stays in no cache: "back" must not show it to the next at a shared
    computer."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        visitor = Visitor.of(request)
        if (visitor.user or visitor.guest_hashes) and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return answer
