"""Settings from the environment (12-factor). Nonsense is refused at start, in `config.environment`."""

from contextlib import suppress
from pathlib import Path

from csp.constants import NONCE

from leadwright.config.environment import read_environment

env = read_environment()

PACKAGE = Path(__file__).resolve().parent.parent
HOME = env.home
SECRET_KEY = env.secret_key
SALT_KEY = env.salt_keys  # django-fernet-encrypted-fields: the first key encrypts, all of them decrypt
DEBUG = env.debug
DEMO = env.demo
# The demo's one-address log-in: `leadwright run` makes a new token at each start. Empty: that door stays shut.
ENTER_TOKEN = env.enter_token
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = env.trusted_origins
PUBLIC_URL = env.public_url
# Names under `.example` that the guarded HTTP door may reach at this loopback address: the market's sites.
MARKET_ADDRESS = env.market_address
# Mail hosts that the operator trusts although they are not public: a server of the company's own network.
MAIL_HOSTS = env.mail_hosts
OAUTH = env.oauth  # this installation's registration with the providers of mail: id and secret of each
NAME_SERVERS = env.name_servers  # "host:port"; empty: those of the system
TWILIO_URL = env.twilio_url
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

ROOMS = [
    "kit",
    "team",
    "channels",
    "ai",
    "accounts",
    "leads",
    "activities",
    "research",
    "playbooks",
    "knowledge",
    "tasks",
    "conversations",
    "cadences",
    "inbox",
    "qualification",
    "meetings",
    "pipeline",
    "commissions",
    "reports",
    "coaching",
    "training",
    "market",
    "web",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "template_partials",
    "encrypted_fields",
    "procrastinate.contrib.django",
    *[f"leadwright.{room}" for room in ROOMS],
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "leadwright.kit.packing.PackingMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "leadwright.team.middleware.MemberMiddleware",
]
ROOT_URLCONF = "leadwright.config.urls"
WSGI_APPLICATION = "leadwright.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "leadwright.web.context.shell",
            ],
            "builtins": ["template_partials.templatetags.partials", "leadwright.web.templatetags.look"],
        },
    }
]
DATABASES = {"default": env.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "team.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "team:login"
LOGIN_REDIRECT_URL = "web:today"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("lt", "Lietuvių")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["leadwright.config.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
with suppress(OSError):  # a home that cannot be written to is said where something must be written
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# How many reverse proxies of ours stand in front: their word on the visitor's address and on https is taken.
PROXIES = env.proxies
if PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # a folder of articles
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.https
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'", NONCE],
        "frame-src": ["'self'"],
        "frame-ancestors": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.log_level},
}
