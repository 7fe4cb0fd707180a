"""Settings of the project. What differs between machines comes from the environment (practice/env.py)."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from practice import env, logs
from practice.datadir import DataDir
from practice.postgres.servers import EmbeddedServer, ExternalServer

BASE_DIR = Path(__file__).resolve().parent.parent
try:
    ENV = env.read(os.environ, BASE_DIR)
except env.BadEnvironment as problem:
    sys.exit(str(problem))

DATA = DataDir(ENV.data_dir)
DEBUG = ENV.debug
try:
    SECRET_KEY = ENV.secret_key or DATA.secret("secret_key")
except OSError as problem:
    sys.exit(f"DATA_DIR={DATA.path}: {problem}")
PUBLIC_URL = ENV.public_url
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", urlsplit(PUBLIC_URL).hostname]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENV.is_https
SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60 if ENV.is_https else 0
# Believed only where the address says that something in front of us speaks HTTPS.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_proxy else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if ENV.behind_proxy else 0  # else one person's wrong passwords lock everybody out

DATABASES = {
    "default": {
        "ENGINE": "practice.postgres",
        "NAME": ENV.database["dbname"] if ENV.database else "fifth_visit",
        "SERVER": ExternalServer(DATA, ENV.database) if ENV.database else EmbeddedServer(DATA),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5},
    }
}

# Shared by all processes, so that wrong passwords are counted together. Nothing of a client is ever in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA.path / "cache",
    }
}

INSTALLED_APPS = [
    "practice",
    "clients",
    "bookings",
    "intake",
    "sessions_log",
    "cases",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "django_htmx",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "practice.middleware.NothingStays",
    "csp.middleware.CSPMiddleware",
    "practice.middleware.OnlyUtf8",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "practice.middleware.LoginRequired",
    "pghistory.middleware.HistoryMiddleware",
    "sessions_log.handing.InTheClientsHands",
    "practice.middleware.PracticeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "practice.urls"
WSGI_APPLICATION = "practice.wsgi.application"
AUTH_USER_MODEL = "practice.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the e-mail is unique without regard to case, by a constraint
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "practice.context.practice",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["crispy"]
CRISPY_TEMPLATE_PACK = "crispy"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["practice.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # a practice's own zone is activated per request

STATIC_URL = "/static/"
STATIC_ROOT = DATA.path / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = DATA.path / "media"
# A photo of the size that is taken waits in memory, never in the machine's folder for temporary files.
FILE_UPLOAD_MAX_MEMORY_SIZE = 13_000_000
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60  # of a link to choose a new password; it works once
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "practice.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that nobody here has
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "practice.account_forms.LoginForm",
    "change_password": "practice.account_forms.ChangePasswordForm",
    "reset_password": "practice.account_forms.ResetPasswordForm",
    "reset_password_from_key": "practice.account_forms.ResetPasswordKeyForm",
    "reauthenticate": "practice.account_forms.ReauthenticateForm",
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# In the session, not in a cookie: they name clients, and go when somebody logs out.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_USE_SESSIONS = False
SESSION_COOKIE_AGE = 12 * 60 * 60

# Without mail, pages show the link that a mail would have carried.
EMAIL_CONFIGURED = ENV.email is not None
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
globals().update(ENV.email or {})
ADMINS: list[tuple[str, str]] = []

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logs.LOGGING
