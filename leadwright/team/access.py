"""Who may open which door. Every view carries its roles; one without them is refused, and a house test finds it.

Roles: SDR (inbound), BDR (outbound), AE (closes), manager, marketing (brings lists), admin.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from leadwright.team.roles import Role

ANYONE = frozenset({"anyone"})
EVERYONE = frozenset(Role)
SELLERS = frozenset({Role.SDR, Role.BDR, Role.AE, Role.MANAGER, Role.ADMIN})
DEVELOPERS = frozenset({Role.SDR, Role.BDR, Role.MANAGER, Role.ADMIN})  # who works leads before the hand-off
CLOSERS = frozenset({Role.AE, Role.MANAGER, Role.ADMIN})
IMPORTERS = frozenset({Role.SDR, Role.BDR, Role.MARKETING, Role.MANAGER, Role.ADMIN})
MANAGERS = frozenset({Role.MANAGER, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})


def allow(roles: frozenset) -> Callable:
    """`path("x/", allow(SELLERS)(views.x), name="x")`: log-in asked for, other roles get 403."""

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if roles != ANYONE:
                if request.member is None:
                    return redirect_to_login(request.get_full_path())
                if request.member.role not in roles:
                    raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = roles
        return guarded

    return decorate
