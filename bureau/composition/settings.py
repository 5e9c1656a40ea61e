"""Django's settings, derived from the typed settings of the platform."""

import django_stubs_ext

from bureau.platform.config import config
from bureau.platform.db import database_settings
from bureau.platform.logging import log_settings

from .wiring import APPS

django_stubs_ext.monkeypatch()

_config = config()
_config.data_dir.mkdir(parents=True, exist_ok=True)

SECRET_KEY = _config.secret_key
DEBUG = _config.debug
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bureau.composition.urls"
DATABASES = {"default": database_settings(_config.database_url, _config.data_dir)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
SESSION_ENGINE = "bureau.people.sessions"
USE_TZ = True
TIME_ZONE = "UTC"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.headless",
    "ninja",
    "bureau.platform.jobs",
    "bureau.platform.events",
    "bureau.platform.blobs",
    "bureau.platform.http",
    *(f"bureau.{app}" for app in APPS),
    "bureau.composition",
]

LOGGING = log_settings(_config.log_format)

MIDDLEWARE = [
    "bureau.platform.http.middleware.ContextMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "bureau.platform.http.idempotency.IdempotencyMiddleware",
]
IDEMPOTENCY_OWNER = "bureau.composition.owner.owner_of"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
