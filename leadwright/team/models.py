from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from leadwright.team.roles import Role
from leadwright.team.scope import WorkspaceQuerySet


class Workspace(models.Model):
    """One company that uses Leadwright; nothing crosses from one to another."""

    name = models.CharField(max_length=120)
    offer = models.TextField(blank=True, help_text=_("What the company sells, in one or two sentences."))
    timezone = models.CharField(max_length=64, default="UTC")
    country = models.CharField(max_length=2, blank=True)
    currency = models.CharField(max_length=3, default="EUR")
    postal_address = models.CharField(max_length=300, blank=True, help_text=_("Stands at the foot of each e-mail."))
    sending_stopped_at = models.DateTimeField(null=True, blank=True)
    sending_stopped_why = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Users(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser):
    """A person who logs in. What they may do hangs on their membership, not on them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="en")

    objects = Users()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A person's place in a workspace: their role, their zone, their working day."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    title = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=32, blank=True)
    timezone = models.CharField(max_length=64, default="UTC")
    day_starts = models.TimeField(default=time(9))
    day_ends = models.TimeField(default=time(17))
    active = models.BooleanField(default=True)

    objects = WorkspaceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_each")]

    def __str__(self) -> str:
        return self.user.name

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def first_name(self) -> str:
        return self.user.name.split(" ")[0]

    @property
    def manages(self) -> bool:
        return self.role in {Role.MANAGER, Role.ADMIN}

    def local(self, at: datetime) -> datetime:
        return at.astimezone(ZoneInfo(self.timezone))


class LoginTry(models.Model):
    """One wrong password, or one being tried right now. Old ones mean nothing and are dropped as new ones come."""

    WINDOW = timedelta(minutes=15)
    MOST_AN_ACCOUNT = 5
    MOST_AN_ADDRESS = 50

    account = models.CharField(max_length=254)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "login tries"
        indexes = [models.Index(fields=["account", "at"]), models.Index(fields=["address", "at"])]

    def __str__(self) -> str:
        return f"{self.account} {self.at}"

    @classmethod
    def begin(cls, account: str, address: str, now: datetime) -> "LoginTry | None":
        """A try, counted before the password is looked at so that many at once count too; None: too many."""
        since = now - cls.WINDOW
        cls.objects.filter(at__lte=since).delete()
        begun = cls.objects.create(account=account[:254], address=address[:45], at=now)
        recent = cls.objects.filter(at__gt=since)
        if recent.filter(account=begun.account).count() > cls.MOST_AN_ACCOUNT:
            return None
        return None if recent.filter(address=begun.address).count() > cls.MOST_AN_ADDRESS else begun

    def succeed(self) -> None:
        """The password was right: the account starts afresh."""
        LoginTry.objects.filter(account=self.account).delete()
