"""Microsoft 365 and Outlook: log-in by OAuth 2.0 at any tenant, mail by SMTP and IMAP with the token (XOAUTH2)."""

from leadwright.channels.email.providers import Provider

MICROSOFT = Provider(
    code="microsoft",
    name="Microsoft",
    authorize_url="https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    token_url="https://login.microsoftonline.com/common/oauth2/v2.0/token",  # noqa: S106  an address
    scope="https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send "
    "offline_access openid email",
    extra=(("prompt", "select_account"),),
    smtp=("smtp.office365.com", 587, "starttls"),
    imap=("outlook.office365.com", 993, "tls"),
)
