"""Every setting. The only file that reads the environment; `.env.example` lists what it reads."""
import os
import secrets
from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

ROOT = Path(__file__).resolve().parent.parent
env = environ.FileAwareEnv()  # SECRET_KEY_FILE=/run/secrets/key works as well as SECRET_KEY
if (ROOT / ".env").exists():
    env.read_env(ROOT / ".env")

# Everything that is made at run time lies in one folder, seen from the checkout. Another folder is another archive.
DATA = (ROOT / env("ARCHIVE_DATA", default="data")).resolve()
ORIGINALS = DATA / "originals"
INCOMING = DATA / "incoming"
INDEX = DATA / "index"


def kept_secret(file: Path) -> str:
    """Return the secret in the file; the first call makes one that only this user can read."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        made = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(50))
        try:
            os.link(made, file)  # whole or not at all, and never over that of a faster process
        except FileExistsError:
            return kept_secret(file)
        finally:
            made.unlink()
    return file.read_text()


def secret_key() -> str:
    try:
        return kept_secret(DATA / "secret_key")
    except OSError:
        raise SystemExit(
            f"无法写入资料文件夹 {DATA}。请让运行本程序的用户能写这个文件夹，或用 ARCHIVE_DATA 指定另一个文件夹。\n"
            f"Cannot write to {DATA}. Make the folder writable, or let ARCHIVE_DATA point to another one."
        ) from None


DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="") or secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
ARCHIVE_PUBLIC = env.bool("ARCHIVE_PUBLIC", default=True)
LOG_ASKERS = env.bool("LOG_ASKERS", default=False)

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks",
    "config.apps.BackgroundTasks",
    "django_htmx",
    "csp",
    "ninja",  # its page /api/docs with its own files instead of a CDN
    "config.apps.SignInGuard",
    "speeches",
    "search",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.compression.TextCompression",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.languages.speak_chosen_language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator",
    )
]  # fmt: skip
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # how many stand between a reader and gunicorn
AXES_VERBOSE = False
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "config.proxies.client_ip"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=10)
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
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
                "speeches.index_notice.index_notice",
            ]
        },
    }
]

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA / 'archive.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60  # seconds: a new connection reads the whole schema before its first answer
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
CACHES = {
    "default": {
        "BACKEND": "config.memory.BoundedMemory",  # numbers over the archive, see speeches.figures
        "OPTIONS": {"MAX_ENTRIES": 3_000, "MOST_BYTES": 32 << 20},
    },
    "pages": {  # see speeches.kept_pages; compressed, about 10 kB each
        "BACKEND": "config.memory.BoundedMemory",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 1_000, "MOST_BYTES": 32 << 20},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "index"]}}

# Chinese for everybody, whatever the browser asks for; another language for whoever chooses it, see config.languages.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "locale"]
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
# Straight from the checkout; a server runs collectstatic once and gets compressed files that browsers keep for ever.
HASHED_STATIC = env.bool("HASHED_STATIC", default=False)
STATIC_ROOT = env("STATIC_ROOT", default=str(DATA / "static")) if HASHED_STATIC else None
WHITENOISE_USE_FINDERS = not HASHED_STATIC
WHITENOISE_MAX_AGE = 60 * 60 if HASHED_STATIC else 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "config.static_files.HashedStaticFiles"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"

# What an upload may be.
MAX_FILES_PER_UPLOAD = 500
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", default=20 * 1024 * 1024)
CONVERT_OLD_FILES = env.bool("CONVERT_OLD_FILES", default=True)
DATA_UPLOAD_MAX_NUMBER_FILES = 2 * MAX_FILES_PER_UPLOAD  # between the two the form says it in words
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD_BYTES + 1024 * 1024  # pasted text; between the two the form says it in words
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "speeches.bounded.BoundedUploadHandler",
]

# Nothing inline, nothing from elsewhere.
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
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Behind a proxy that speaks HTTPS: cookies and redirects insist on it, and browsers remember to.
BEHIND_HTTPS = env.bool("BEHIND_HTTPS", default=False)
if BEHIND_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from the machine itself, without the proxy
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},  # not every 404
        "django_tasks_db": {"level": "ERROR"},  # not that it was told to stop
    },
}
