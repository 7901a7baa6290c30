"""Rows that are due are the queue: a worker claims a batch of them under a lease, and another may take them over
when the lease has run out.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet


def claim(queryset: QuerySet, *, now: datetime, batch: int, seconds: int, worker: str, **changes) -> list:
    """Up to `batch` rows of the queryset, in its order, that nobody holds; they belong to `worker` for `seconds`.

    The lease (`lease_until`, `lease_by`) and `changes` are written in the transaction that locks the rows, so that
    two workers never get the same one. Rows that another worker is claiming right now are passed over.
    """
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    fields = {"lease_until": now + timedelta(seconds=seconds), "lease_by": worker[:40], **changes}
    with transaction.atomic():
        rows = list(queryset.filter(free).select_for_update(skip_locked=True, of=("self",))[:batch])
        queryset.model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**fields)
    for row in rows:
        for name, value in fields.items():
            setattr(row, name, value)
    return rows
