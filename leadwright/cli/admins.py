"""The first admin of a real installation."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from leadwright.config.environment import Refused
from leadwright.kit import clock
from leadwright.team.models import Member, User, Workspace
from leadwright.team.roles import Role


def make_admin(*, email: str, name: str, workspace: str, password: str) -> str:
    """A new person as admin of the workspace, which is made when there is none of that name. Says what was done."""
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise Refused(f"leadwright: {email} is a member already; roles are changed on the page Members.")
    try:
        validate_email(email)
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise Refused(f"leadwright: {' '.join(error.messages)}") from None
    with transaction.atomic():
        place = Workspace.objects.filter(name=workspace).first() or Workspace.objects.create(
            name=workspace, created_at=clock.now()
        )
        user = User.objects.create_user(email=email, name=name, password=password)
        Member.objects.create(workspace=place, user=user, role=Role.ADMIN)
    return f"{name} is an admin of {workspace} and logs in with {email}."
