"""Settings: one file, every knob an environment variable, no hidden defaults.

Nothing here knows how the servers are started: `./dev` sets DATABASE_URL and
REDIS_URL for development, docker-compose.yml sets them for production.
"""

from __future__ import annotations

import sys
from pathlib import Path

import django_stubs_ext
import environ
from django.utils.translation import gettext_lazy as _

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

if not env.str("DATABASE_URL", default=""):
    sys.exit("DATABASE_URL is not set: set it, or run ./dev manage … instead.")

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
# The address under which readers reach the site; used in API urls and citations.
SITE_NAME = "Libya Tracker"
# Where readers report errors; without it the page about the site names no address.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")

INSTALLED_APPS = [
    "libya_tracker",
    "browse",
    "intake",
    "meetings",
    "parties",
    "sources",
    "editorial",
    "libya_tracker.apps.TrackerAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "django_linear_migrations",
]

MIDDLEWARE = [
    # First the headers of every answer, refusals and static files included.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages weigh a tenth; Django's own guards against guessing secrets by their length.
    "django.middleware.gzip.GZipMiddleware",
    "common.http.RefuseUnreadableRequests",
    "common.http.KeepAnswersToAccountsPrivate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "libya_tracker.urls"
WSGI_APPLICATION = "libya_tracker.wsgi.application"

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
                "libya_tracker.context.site",
            ],
        },
    },
]

# Data -----------------------------------------------------------------------
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"]["options"] = (
    f"-c statement_timeout={env.int('STATEMENT_TIMEOUT_MS', default=30_000)}"
    " -c lock_timeout=5000 -c jit=off"
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "editorial.User"
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "tracker",
    },
    # Of each process: bounded, forgotten with the code that made the pages.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Languages ------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Tripoli"
USE_THOUSAND_SEPARATOR = False

# Static files ---------------------------------------------------------------
STATIC_URL = "static/"
# For development: serve the files as they lie in the source, not as collected.
STATIC_FROM_SOURCE = env.bool("STATIC_FROM_SOURCE", default=False)
# Pages are kept where code and templates stand still (common/keeping.py).
KEEP_PAGES = env.bool("KEEP_PAGES", default=not STATIC_FROM_SOURCE)
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "libya_tracker.assets.JoinedFiles",
]
FONT_PACKAGES = {
    name: BASE_DIR / "node_modules" / package / "files"
    for name, package in {
        "source-serif-4": "@fontsource-variable/source-serif-4",
        "ibm-plex-sans": "@fontsource-variable/ibm-plex-sans",
        "ibm-plex-sans-arabic": "@fontsource/ibm-plex-sans-arabic",
    }.items()
}
FONTS_AVAILABLE = all(folder.is_dir() for folder in FONT_PACKAGES.values())
if FONTS_AVAILABLE:
    STATICFILES_DIRS += [
        BASE_DIR / "static-fonts",  # fonts.css, which names the files below
        *((f"fonts/{name}", path) for name, path in FONT_PACKAGES.items()),
    ]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if STATIC_FROM_SOURCE
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = STATIC_FROM_SOURCE

# Security -------------------------------------------------------------------
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=False)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_HSTS_PRELOAD = SECURE_HSTS_SECONDS > 0
SECURE_REFERRER_POLICY = "same-origin"
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = env.bool(
    "SECURE_COOKIES", default=False
)
SESSION_COOKIE_AGE = 12 * 60 * 60
X_FRAME_OPTIONS = "DENY"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

# API ------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "common.errors.api_exception_handler",
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Libya Tracker API",
    "DESCRIPTION": (
        "Meetings of the Libya conflict: who met whom, when, where, in what office"
        " and on whose behalf, with the report behind every fact. Reading needs no"
        " key. Data: CC BY 4.0; place coordinates: GeoNames, CC BY 4.0."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    # The sandbox of the page has no credentials to manage.
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "persistAuthorization": False},
    "ENUM_NAME_OVERRIDES": {
        f"{name}Enum": f"{where}.choices"
        for name, where in {
            "PartyKind": "parties.models.PartyKind",
            "NameKind": "parties.models.NameKind",
            "RelationKind": "parties.models.RelationKind",
            "PositionStatus": "parties.models.PositionStatus",
            "Side": "parties.models.Side",
            "PlaceKind": "meetings.models.PlaceKind",
            "ProcessKind": "meetings.models.ProcessKind",
            "OccurrenceStatus": "meetings.models.OccurrenceStatus",
            "StatementKind": "meetings.models.StatementKind",
            "AgreementKind": "meetings.models.AgreementKind",
            "AgreementDateKind": "meetings.models.agreement.AgreementDateKind",
            "Implementation": "meetings.models.agreement.Implementation",
            "OutletKind": "sources.models.OutletKind",
            "CitationRelation": "sources.models.Relation",
        }.items()
    },
    "LICENSE": {
        "name": "CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
}

# Background work ------------------------------------------------------------
CELERY_BROKER_URL = REDIS_URL

# What a report may show to the public: never its text, quotes up to this length.
QUOTE_LIMIT = 300

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # It tells each step of each font of each PDF.
    "loggers": {"fontTools": {"level": "WARNING"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
}
