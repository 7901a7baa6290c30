"""An invitation is a signed address that an admin hands over: it names the person, and dies when a password is set."""

from django.core import signing
from django.utils.crypto import salted_hmac

from leadwright.team.models import User

SALT = "leadwright.team.join"
GOOD_FOR_SECONDS = 7 * 24 * 3600


def invitation(user: User) -> str:
    return signing.dumps([user.pk, state(user)], salt=SALT)


def guest(token: str) -> User:
    """Whom the invitation names. Raises BadSignature when it is not ours, too old or used; User.DoesNotExist."""
    pk, seen = signing.loads(token, salt=SALT, max_age=GOOD_FOR_SECONDS)
    user = User.objects.get(pk=pk, is_active=True)
    if seen != state(user):
        raise signing.BadSignature
    return user


def state(user: User) -> str:
    """Changes with the password, so that an invitation is good once."""
    return salted_hmac(SALT, user.password).hexdigest()[:16]
