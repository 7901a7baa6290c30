from datetime import date, datetime, timedelta

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models, transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from leadwright.knowledge.courtesy import asked_in
from leadwright.knowledge.plaintext import plain
from leadwright.knowledge.showing import shown
from leadwright.leads.models import Lead
from leadwright.team.models import Member, Workspace
from leadwright.team.scope import WorkspaceQuerySet

KEPT = ["title", "body", "product", "language", "owner", "review_on", "updated_at"]
KEPT += ["source_url", "source_body", "source_read_at"]
REVIEWED_EVERY = timedelta(days=182)


class Article(models.Model):
    """What the product does, in words that may be sent to a customer."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="articles")
    title = models.CharField(max_length=200)
    body = models.TextField()
    product = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=2, blank=True, help_text="of the two letters; empty: as it reads")
    owner = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    review_on = models.DateField(null=True, blank=True, help_text="when its owner looks whether it is still true")
    source_url = models.URLField(max_length=500, blank=True, help_text="the page of a site that it was read from")
    source_body = models.TextField(blank=True, help_text="as that page read when it was taken")
    source_read_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "title"], name="one_article_a_title")]
        indexes = [GinIndex(SearchVector("title", "body", config="english"), name="article_words")]

    def __str__(self) -> str:
        return self.title

    @property
    def written(self) -> SafeString:
        """The body as a page shows it."""
        return shown(self.body)

    @property
    def beginning(self) -> str:
        """Its first words, without marks."""
        return plain(self.body[:600])

    def reviewed(self, *, today: date) -> None:
        """It was looked at and is still true: it is looked at again in half a year."""
        self.review_on = today + REVIEWED_EVERY
        self.save(update_fields=["review_on"])

    def keep(self, *, by: Member | None, now: datetime) -> None:
        """Save it as it is; words that changed are a version of their own, with who wrote them and when."""
        with transaction.atomic():
            before = Article.objects.select_for_update().filter(pk=self.pk).first() if self.pk else None
            self.updated_at = now
            self.save(update_fields=KEPT if self.pk else None)
            last = self.versions.order_by("-number").first()
            if before and not last:
                last = before._version(1, before.owner, before.updated_at)
            if last is None or (last.title, last.body) != (self.title, self.body):
                self._version(last.number + 1 if last else 1, by, now)

    def _version(self, number: int, by: Member | None, at: datetime) -> "ArticleVersion":
        return self.versions.create(number=number, title=self.title, body=self.body, by=by, written_at=at)


class ArticleVersion(models.Model):
    """The words of an article as they stood from `written_at` on."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField()
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="one_version_of_an_article")]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"


class Answer(models.Model):
    """A draft to one question: the articles' own sentences with their sources. A person sends it."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="answers")
    lead = models.ForeignKey(Lead, null=True, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80, help_text="what asked: 'reply:12'")
    question = models.TextField()
    draft = models.TextField(blank=True, help_text="empty where no article answers: a person must")
    sources = models.ManyToManyField(Article, related_name="answers")
    asker = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="asked", help_text="a rep")
    asked_of = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="questions")
    asked_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(null=True, blank=True)
    written_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_answer_a_question")]

    def __str__(self) -> str:
        return self.question[:60]

    @property
    def asks(self) -> str:
        """What is asked, without the greeting and the name around it."""
        return asked_in(self.question)

    @property
    def written(self) -> SafeString:
        """The draft as a page shows it."""
        return shown(self.draft)


class Phrasing(models.Model):
    """What a language model made of an answer's quotes, and what of it was struck: the evidence."""

    answer = models.OneToOneField(Answer, on_delete=models.CASCADE, related_name="phrasing")
    extract = models.TextField(help_text="the quotes, which were the draft before")
    said = models.TextField(blank=True)
    struck = models.JSONField(default=list, help_text="sentence, why and words of each that no source says")
    used = models.BooleanField(help_text="what was kept of it became the draft")
    model = models.CharField(max_length=120)
    failure = models.CharField(max_length=300, blank=True)
    phrased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.model}: {self.said[:60]}"


class Site(models.Model):
    """A site whose pages are read for articles, from a start page or a sitemap on."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="sites")
    start = models.URLField(max_length=500)
    by = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True, help_text="while a reading is under way")
    read_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "start"], name="one_site_a_start")]

    def __str__(self) -> str:
        return self.start


class SitePage(models.Model):
    """A page as it read last, and how it stands to the article of it."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed since it was taken")
        CLASH = "clash", _("written here by hand: would be replaced")
        SAME = "same", _("an article already, unchanged")
        GONE = "gone", _("gone from the site, its article stands")

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="pages")
    url = models.URLField(max_length=500)
    title = models.CharField(max_length=200)
    body = models.TextField()
    language = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=8, choices=State)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "url"], name="one_page_an_address")]

    def __str__(self) -> str:
        return self.title
