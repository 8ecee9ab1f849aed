"""Settings, all from the environment and safe by default; README.md, "Settings", lists them."""

import os
import secrets
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from drafting.mail import mail_settings

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))


def _switched_on(name: str) -> bool:
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def _secret_key() -> str:
    """From SECRET_KEY, else made once and kept outside git, readable by its owner alone."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = VAR / "secret_key"
    VAR.mkdir(parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes that start together must not each make a key.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text().strip()


def _allowed_hosts() -> list[str]:
    """ALLOWED_HOSTS, else what HOST listens on: a server on every address answers to every name of this machine."""
    if names := os.environ.get("ALLOWED_HOSTS"):
        return [name.strip() for name in names.split(",") if name.strip()]
    host = os.environ.get("HOST", "127.0.0.1")
    return ["*"] if host in {"0.0.0.0", "::"} else ["127.0.0.1", "localhost", "[::1]", host]


DEBUG = _switched_on("DEBUG")
DEMO = _switched_on("DEMO")
HTTPS = _switched_on("HTTPS")
SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = [key.strip() for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key.strip()]
ALLOWED_HOSTS = _allowed_hosts()
CSRF_TRUSTED_ORIGINS = [o.strip() for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o.strip()]

INSTALLED_APPS = [
    "drafting.apps.DraftingConfig",
    "drafting.apps.OperationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "simple_history",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "drafting.middleware.keep_pages_private",
    "drafting.middleware.ask_for_second_factor",
    "drafting.middleware.AnswersInWords",
]

ROOT_URLCONF = "drafting.urls"
WSGI_APPLICATION = "drafting.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "drafting.context.site",
            ],
        },
    },
]

DATABASES = {
    "default": dj_database_url.config(
        env="DATABASE_URL", default=f"sqlite:///{VAR / 'db.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL and IMMEDIATE: four processes wrote 100 rows each without one error.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif not os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
    raise ImproperlyConfigured("DATABASE_URL には SQLite か PostgreSQL を指定してください。")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits on attempts are counted in a cache that all processes share: large enough that nobody who tries many addresses
# pushes out what was counted (Django's own default is 300 entries).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "drafting_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# Without settings no mail leaves.
_mail = mail_settings(os.environ)
SENDS_MAIL: bool = _mail.pop("SENDS_MAIL")
globals().update(_mail)

AUTH_USER_MODEL = "drafting.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Without mail nothing can be confirmed by mail; with it, nobody comes in by an address that is not his.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SENDS_MAIL else "none"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = SENDS_MAIL
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_ADAPTER = "drafting.accounts.AccountAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
# Drafts without account: how long they are kept, how many one address may begin in an hour, how many one browser holds.
GUEST_DAYS = 30
GUEST_DRAFTS_AN_HOUR = int(os.environ.get("GUEST_DRAFTS_AN_HOUR", "20"))
GUEST_DRAFTS_AT_ONCE = 5
ACCOUNT_RATE_LIMITS = {"guest_draft": f"{GUEST_DRAFTS_AN_HOUR}/h/key", "taken_address": "5/h/key"}
ACCOUNT_FORMS = {
    "login": "drafting.sign_in_forms.SignInForm",
    "signup": "drafting.sign_in_forms.SignUpForm",
    "change_password": "drafting.sign_in_forms.NewPasswordForm",
    "reset_password": "drafting.sign_in_forms.ForgottenForm",
    "reset_password_from_key": "drafting.sign_in_forms.ResetPasswordForm",
    "reauthenticate": "drafting.sign_in_forms.PasswordAgainForm",
    "add_email": "drafting.sign_in_forms.NewAddressForm",
    "confirm_email_verification_code": "drafting.sign_in_forms.MailCodeForm",
}
MFA_ADAPTER = "drafting.accounts.SecondFactorAdapter"
# Passkeys beside the password, never instead of it: allauth 65.21 only prefers that the device asks who holds it
# (mfa/webauthn/internal/auth.py, begin_authentication), and takes the answer of one that did not.
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "意見書工房"
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": "drafting.second_factor_forms.SecondFactorForm",
    "reauthenticate": "drafting.second_factor_forms.SecondFactorAgainForm",
    "activate_totp": "drafting.second_factor_forms.ActivateForm",
    "authenticate_webauthn": "drafting.second_factor_forms.PasskeyForm",
    "reauthenticate_webauthn": "drafting.second_factor_forms.PasskeyAgainForm",
    "add_webauthn": "drafting.second_factor_forms.NewPasskeyForm",
    "edit_webauthn": "drafting.second_factor_forms.PasskeyNameForm",
}
REQUIRE_SECOND_FACTOR = _switched_on("REQUIRE_SECOND_FACTOR") if "REQUIRE_SECOND_FACTOR" in os.environ else not DEMO
SIGN_UP = os.environ.get("SIGN_UP", "invitation")
if SIGN_UP not in {"invitation", "open"}:
    raise ImproperlyConfigured("SIGN_UP は invitation か open にしてください。")
if SENDS_MAIL and "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "メールを使うときは、ALLOWED_HOSTS にこのサイトの名前を書いてください。メールのリンクは、それで作られます。"
    )
if SIGN_UP == "open" and not SENDS_MAIL:
    raise ImproperlyConfigured(
        "SIGN_UP=open にはメールの設定（EMAIL_URL）が要ります。アドレスが本人のものかを、メールの番号で確かめます。"
    )

# Work in the background goes by way of the database: no broker, and a worker that dies loses nothing.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
# The pictures of the guide, which the file in docs/ and the page show alike.
STATICFILES_DIRS = [("guide", ROOT / "docs/pictures")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "drafting.staticfiles.StaticFilesStorage"},
}
# Before collectstatic has run, WhiteNoise serves the files from where they lie.
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # HTMX sends the token from the page, not from the cookie; see base.html
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

# What someone drafts is political opinion: nothing of a request's body is ever logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "drafting.logs.WithoutSecrets", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    # runserver's own lines name every address, and so every link.
    "loggers": {"django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False}},
}
