from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet


class Article(models.Model):
    """What the product does, in words that may be sent to a customer."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="articles")
    title = models.CharField(max_length=200)
    body = models.TextField()
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    updated_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "title"], name="one_article_a_title")]
        indexes = [GinIndex(SearchVector("title", "body", config="english"), name="article_words")]

    def __str__(self) -> str:
        return self.title


class Answer(models.Model):
    """A draft to one question: the articles' own sentences with their sources. A person sends it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="answers")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80, help_text="what asked: 'reply:12'")
    question = models.TextField()
    draft = models.TextField(blank=True, help_text="empty where no article answers: a person must")
    sources = models.ManyToManyField(Article, related_name="answers")
    sent_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return self.question[:60]
