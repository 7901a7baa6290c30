"""Booking pages, and who knocks at them."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404

from leadwright.leads.asking import origin_of
from leadwright.team.models import Member, Workspace


class BookingPageQuerySet(models.QuerySet):
    def seen_by(self, member: Member) -> Self:
        """Their own and the team's; managers see all of the workspace."""
        found = self.filter(workspace_id=member.workspace_id)
        return found if member.manages else found.filter(models.Q(member=member) | models.Q(member=None))

    def get_or_404(self, pk: int) -> "BookingPage":
        return get_object_or_404(self, pk=pk)


class BookingPage(models.Model):
    """Where whoever has its address books a meeting, known or not: with one member, or with whom the rules say."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="booking_pages")
    member = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.CASCADE, related_name="booking_pages", help_text="empty: team"
    )
    slug = models.SlugField(max_length=60)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = BookingPageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="one_booking_page_an_address"),
            models.UniqueConstraint(
                fields=["workspace", "member"],
                condition=models.Q(closed_at=None),
                nulls_distinct=False,
                name="one_open_booking_page_each",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Knock(models.Model):
    """A stranger tried to book. Old ones mean nothing and are dropped as new ones come."""

    WINDOW = timedelta(hours=1)
    MOST_AN_ADDRESS = 8
    MOST_A_PAGE = 60

    page = models.ForeignKey(BookingPage, on_delete=models.CASCADE, related_name="knocks")
    address = models.CharField(max_length=45, help_text="a keyed hash of where it came from")
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.page_id} {self.at}"

    @classmethod
    def heard(cls, page: BookingPage, address: str, now: datetime) -> bool:
        """Counted before anything is looked at, so that many at once count too; False: too many."""
        since, origin = now - cls.WINDOW, origin_of(address)[:45]
        cls.objects.filter(at__lte=since).delete()
        cls.objects.create(page=page, address=origin, at=now)
        recent = cls.objects.filter(page=page, at__gt=since)
        return recent.count() <= cls.MOST_A_PAGE and recent.filter(address=origin).count() <= cls.MOST_AN_ADDRESS
