"""What the shell around each page needs."""

from django.conf import settings

THEMES = {"light", "dark"}


def shell(request) -> dict:
    chosen = request.COOKIES.get("theme", "")
    return {
        "member": getattr(request, "member", None),
        "demo": settings.DEMO,
        "now": getattr(request, "now", None),
        "theme": chosen if chosen in THEMES else "",
    }
