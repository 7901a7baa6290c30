"""Workspaces are sealed: a row is found through the member who asks, and 404 is the only other answer."""

from typing import Self

from django.db import models
from django.shortcuts import get_object_or_404


class WorkspaceQuerySet(models.QuerySet):
    """For models with a `workspace` field."""

    def seen_by(self, member) -> Self:
        return self.filter(workspace_id=member.workspace_id)

    def get_or_404(self, pk: int):
        return get_object_or_404(self, pk=pk)
