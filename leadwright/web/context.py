"""What the shell around each page needs."""

from django.conf import settings


def shell(request) -> dict:
    return {
        "member": getattr(request, "member", None),
        "demo": settings.DEMO,
        "now": getattr(request, "now", None),
    }
