"""Google Workspace and Gmail: log-in by OAuth 2.0, mail by SMTP and IMAP with the token (XOAUTH2)."""

from leadwright.channels.email.providers import Provider

GOOGLE = Provider(
    code="google",
    name="Google",
    authorize_url="https://accounts.google.com/o/oauth2/v2/auth",
    token_url="https://oauth2.googleapis.com/token",  # noqa: S106  an address
    scope="https://mail.google.com/ openid email",
    # Without these no refresh token comes, or only the first time that somebody says yes.
    extra=(("access_type", "offline"), ("prompt", "consent")),
    smtp=("smtp.gmail.com", 465, "tls"),
    imap=("imap.gmail.com", 993, "tls"),
)
