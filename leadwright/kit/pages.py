"""How a write answers: the regions that changed for htmx, a 303 for everybody else, 422 for a form that is wrong."""

import json
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render


def done(
    request, fragment: str, context: dict | Callable[[], dict], *, back_to: str, said: str = "", undo: str = ""
) -> HttpResponse:
    """The changed region (`room/page.html#part`), announced by `said`; without htmx a redirect to `back_to`.

    `undo` is an address that takes the act back by POST: the toast offers it under the key U. Who does not look at the
    region any more (`brief`) gets the announcement alone.
    """
    if not request.htmx:
        if said:
            messages.success(request, said)
        return see_other(back_to)
    if brief(request):
        return announce(HttpResponse(status=204), said, undo)
    return announce(render(request, fragment, context() if callable(context) else context), said, undo)


def brief(request) -> bool:
    """Whether the page has gone on already and wants no region (RFC 7240, section 4.2)."""
    return request.headers.get("Prefer") == "return=minimal"


def gone(request, *, to: str, said: str = "") -> HttpResponse:
    """The act leads to another page: with htmx by HX-Location, else by 303."""
    if said:
        messages.success(request, said)
    if not request.htmx:
        return see_other(to)
    return HttpResponse(headers={"HX-Redirect": to})


def wrong(request, fragment: str, context: dict) -> HttpResponse:
    """A form that cannot be taken as it is: shown again with its errors, status 422, nothing changed."""
    return render(request, fragment, context, status=422)


def announce(response: HttpResponse, said: str, undo: str = "") -> HttpResponse:
    if said:
        response["HX-Trigger"] = json.dumps({"lw:said": {"text": str(said), "undo": undo}})
    return response


def see_other(to: str) -> HttpResponse:
    response = HttpResponseRedirect(to)
    response.status_code = 303
    return response
