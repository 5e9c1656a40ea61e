"""Django's settings, derived from the typed settings of the platform."""

from bureau.platform.config import config
from bureau.platform.db import database_settings
from bureau.platform.logging import log_settings

from .wiring import APPS

_config = config()
_config.data_dir.mkdir(parents=True, exist_ok=True)

SECRET_KEY = _config.secret_key
DEBUG = _config.debug
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "bureau.composition.urls"
DATABASES = {"default": database_settings(_config.database_url, _config.data_dir)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
USE_TZ = True
TIME_ZONE = "UTC"
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
APPEND_SLASH = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
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
    "bureau.people.http.middleware.ActorMiddleware",
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

# Sign-in. The front end has all screens; allauth is an API without pages here.
_secure = _config.public_url.startswith("https://")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name", "given_name", "family_name")},
    },
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
SESSION_ENGINE = "bureau.people.sessions"
SESSION_COOKIE_NAME = "bureau_session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = _secure
CSRF_COOKIE_SECURE = _secure
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [_config.public_url]
CSRF_FAILURE_VIEW = "bureau.people.http.csrf.csrf_refused"
EMAIL_BACKEND = "bureau.people.sign_in.mail_backend.MailerBackend"
DEFAULT_FROM_EMAIL = f"no-reply@{_config.domain}"
# allauth counts attempts in the cache: it must be shared as soon as there are several processes.
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _config.pubsub_url}
        if _config.pubsub_url
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

ACCOUNT_ADAPTER = "bureau.people.sign_in.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
# The front door has settled the peer's address (BUREAU_PROXIES) before Django sees the request.
ALLAUTH_TRUSTED_PROXY_COUNT = 0
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": f"{_config.public_url}/sign-in",
    "account_reset_password": f"{_config.public_url}/recover",
    "account_reset_password_from_key": f"{_config.public_url}/recover/{{key}}",
    "account_signup": f"{_config.public_url}/sign-in",
}
MFA_ADAPTER = "bureau.people.sign_in.mfa_adapter.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# One step (30 s) either way: clocks of telephones are off by some seconds.
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = False
