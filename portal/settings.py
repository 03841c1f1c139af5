"""Settings of the portal. Everything an office may change comes from the environment; see `.env.example`."""

import datetime
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from portal import env, packs_storage

BASE_DIR = Path(__file__).resolve().parent.parent
env.load_file(BASE_DIR / ".env")

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.text(
    "SECRET_KEY",
    "only-for-trying-it-out-on-your-own-machine" if DEBUG else None,
    hint="Buat yang baru: python -c 'import secrets; print(secrets.token_urlsafe(50))'",
)
SITE_URL = env.web_address(
    "SITE_URL", "http://127.0.0.1:8000" if DEBUG else None, hint="Alamat situs, dicetak di setiap kartu."
)
ALLOWED_HOSTS = env.words(
    "ALLOWED_HOSTS", "127.0.0.1,localhost" if DEBUG else urlsplit(SITE_URL).hostname or ""
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "portal",
    "cards",
    "faq",
    "services",
    "django_filters",
    "django_ckeditor_5",
    "adminsortable2",
    "csp",
    "portal.admin_config.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
]

MIDDLEWARE = [
    "portal.operating.requests.watch",  # the edge: one line of log and the numbers of every request that comes here
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "faq.feedback.seen.count_views",  # outside of whatever may answer from a cache
    "portal.security.ContentSecurityPolicy",
    "portal.security.permissions_policy",
    "portal.security.private_pages",
    "portal.security.RefuseNul",
    "portal.caching.ask_again",
    "portal.compression.compress_public_pages",
    "portal.caching.ConditionalGet",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.language.language_from_path",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.people.gate.gate",
    "axes.middleware.AxesMiddleware",
    "faq.gaps.opening.count_opened",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
FORM_RENDERER = "portal.widget_drawing.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "portal.template_folding.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    },
]

# --- data -----------------------------------------------------------------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # 512 KB of pages for each connection instead of 2 MB, and a server has one for each thread: the system keeps the
        # file in memory anyway, and at 10,000 services pages took no longer.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-512;",
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Seconds: whoever waits for a database that is gone cannot be given the page that is kept.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
else:
    raise ImproperlyConfigured("DATABASE_URL harus sqlite:///… atau postgres://….")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# A process keeps only the last "strips", drawn previews of the studio of a megabyte each, and "pictures" beside links.
_LOCAL = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": _LOCAL},
    "strips": {"BACKEND": _LOCAL, "LOCATION": "strips", "OPTIONS": {"MAX_ENTRIES": 20}},
    "pictures": {"BACKEND": _LOCAL, "LOCATION": "pictures", "OPTIONS": {"MAX_ENTRIES": 20}},
}
if cache_url := env.text("CACHE_URL", ""):
    _SHARED = {
        "BACKEND": "portal.soft_cache.SoftRedisCache",
        "LOCATION": cache_url,
        "OPTIONS": {"serializer": "portal.shared_cache.SignedPickle"},
    }
    CACHES = {"default": _SHARED, "strips": _SHARED, "pictures": _SHARED}

# --- people ---------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "portal.accounts.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 60 * 60

# Five wrong passwords or codes of one name from one address, fifty from one address, or fifty of one name from
# anywhere: a quarter of an hour's wait.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = datetime.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["ip_address"], ["username"]]
AXES_HANDLER = "portal.people.lockout.Handler"
AXES_CLIENT_IP_CALLABLE = "portal.people.lockout.client_address"
AXES_LOCKOUT_CALLABLE = "portal.people.lockout.locked_page"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # or someone else's trying would keep a colleague out
AXES_RESET_ON_SUCCESS = (
    False  # the password alone must not wipe out wrong codes; portal.people.entrance forgives
)
AXES_SENSITIVE_PARAMETERS = ["username", "code", "password", "old_password", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # who signed in stands in the audit log, without addresses
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = f"Sebelum Datang {urlsplit(SITE_URL).hostname}"

# --- mail -----------------------------------------------------------------------------------------------------

mail_server = env.mail_server("EMAIL_URL")
MAIL_IS_ON = mail_server is not None
"""Without a server nothing is mailed; what people should know stands in the workspace all the same."""
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("EMAIL_FROM", f"sebelum-datang@{urlsplit(SITE_URL).hostname}")
EMAIL_TIMEOUT = 5  # seconds: whoever pressed the button waits for it
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if mail_server:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = mail_server.host, mail_server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail_server.user, mail_server.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = mail_server.scheme == "smtp+tls", mail_server.scheme == "smtps"

# --- language and place ---------------------------------------------------------------------------------------

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "Asia/Jakarta")
USE_I18N = True
USE_TZ = True

# --- static files ---------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
    "packs": packs_storage.choose(BASE_DIR / "var" / "packs"),
}
PACKS_KEPT_DAYS = env.number("PACKS_KEPT_DAYS", 14, least=1)
"""How long the result of a batch can be fetched."""
DRAWS_BATCHES_ITSELF = env.flag("DRAWS_BATCHES_ITSELF", True)
"""Whether the pages of batches start `manage.py draw_batches`; if not, a timer must."""
WHITENOISE_ALLOW_ALL_ORIGINS = False
PAGE_CACHE_MB = env.number("PAGE_CACHE_MB", 0 if DEBUG else 8)
"""How much memory a process spends on ready pages; see portal/page_cache. 0: every page is made anew."""
NOTICES_WRITES = True
"""Whether writes that pages show are noticed, for the page cache of every process; only tests switch it off."""
KEPT_FRAGMENTS_MB = env.number("KEPT_FRAGMENTS_MB", 8)
"""How much memory a process spends on ready pieces of pages; see services/kept.py. 0: none are kept."""
API_PER_HOUR = env.number("API_PER_HOUR", 10_000, least=100)
"""How many requests to the open API one address may make within an hour; see docs/api.md."""
OFFLINE = env.flag("OFFLINE", True)
"""Whether phones may keep pages for reading without internet; see docs/offline.md."""
MEDIA_ROOT = BASE_DIR / "var" / "media"
MEDIA_URL = "/media/"

# --- security -------------------------------------------------------------------------------------------------

HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.views.form_expired"
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURITY_CONTACT = env.text("SECURITY_CONTACT", "")
"""Who takes reports of weaknesses: a mail or web address for /.well-known/security.txt. Else the agency's own."""
X_FRAME_OPTIONS = "DENY"
PROXY_HOPS = env.number("PROXY_HOPS", 1, least=1)
"""How many proxies of ours add whom they saw to X-Forwarded-For; 0: none, the header is ignored."""
if not env.flag("BEHIND_PROXY"):
    PROXY_HOPS = 0
else:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# --- rich text ------------------------------------------------------------------------------------------------

CKEDITOR_5_CONFIGS = {
    "default": {
        "language": "id",
        "toolbar": [
            "heading", "|", "bold", "italic", "link", "|", "bulletedList", "numberedList", "blockQuote",
            "insertTable", "|", "undo", "redo",
        ],
        "image": {"toolbar": ["imageTextAlternative"]},  # never shown; without it the editor complains
        "heading": {
            "options": [
                {"model": "paragraph", "title": "Paragraf", "class": "ck-heading_paragraph"},
                # The page has an h1 and h2 above the text: what is pasted starts at h3, as in services.fields.
                {
                    "model": "heading3", "view": "h3", "upcastAlso": ["h1", "h2"], "title": "Judul",
                    "class": "ck-heading_heading3",
                },
                {
                    "model": "heading4", "view": "h4", "upcastAlso": ["h5", "h6"], "title": "Subjudul",
                    "class": "ck-heading_heading4",
                },
            ]
        },
    }
}  # fmt: skip
CKEDITOR_5_FILE_UPLOAD_PERMISSION = "staff"

# A row of a form has about fifteen fields, and the form of a service has every row of its papers, steps and offices:
# Django's 1,000 refuse a service with sixty papers. One with a hundred of each has about 5,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- operating ------------------------------------------------------------------------------------------------

BACKUPS_ROOT = Path(env.text("BACKUPS_ROOT", str(BASE_DIR / "var" / "backups")))
BACKUPS_KEPT = env.number("BACKUPS_KEPT", 14)
"""How many backups `manage.py daily` keeps; 0: it makes none."""
METRICS_TOKEN = env.text("METRICS_TOKEN", "")
"""What a monitor says to read /metrics; without it that address does not exist."""
METRICS_ROOT = Path(env.text("METRICS_ROOT", str(BASE_DIR / "var" / "metrics")))
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]  # asked from the machine itself, without HTTPS

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "codes-left-out": {"()": "portal.log_privacy.CodesLeftOut"},
        "outages-in-short": {"()": "portal.operating.outage.InShort"},
    },
    "formatters": {
        "text": {"()": "portal.operating.log_format.TextLines"},
        "json": {"()": "portal.operating.log_format.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["codes-left-out"],
            "formatter": env.choice("LOG_FORMAT", "text", ("text", "json")),
        },
        "failed-mails": {"class": "portal.operating.worker_numbers.FailedMails"},
    },
    "root": {"handlers": ["console"], "level": env.text("LOG_LEVEL", "INFO")},
    # What logs addresses leaves codes out itself: Django's own handlers, on the way to ours, would write them.
    "loggers": {
        # Refusals and missing pages are in the line of their request; only what failed is told in full.
        "django.request": {"level": "ERROR", "filters": ["codes-left-out", "outages-in-short"]},
        "django.security.csrf": {"filters": ["codes-left-out"]},
        "services.notifying": {"handlers": ["failed-mails"]},
        "django.server": {"handlers": ["console"], "filters": ["codes-left-out"], "propagate": False},
    },
}
