"""Settings for the running site. Production is the default; `dev`, and `tests.settings`, only relax it.

Nothing here is chosen by hostname or by guess: what differs between two installations is an environment variable,
read and checked in `environment.py`.
"""

import dj_database_url
from django.utils.translation import gettext_lazy as _

from .environment import BASE_DIR, read
from .mail import mail_settings

ENVIRONMENT = read()

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
ALLOWED_HOSTS = ENVIRONMENT.hosts
ROOT_URLCONF = "spinecare.urls"
WSGI_APPLICATION = "spinecare.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "spinecare.starter",
    "spinecare.home",
    "treatments",
    "trials",
    "spinecare.knowledge",
    "spinecare.support",
    "spinecare.editorial",
    "spinecare.facts",
    "spinecare.glossary",
    "spinecare.links",
    "spinecare.carelinks",
    "spinecare.desk",
    "spinecare.signoff",
    "spinecare.core",
    "spinecare.images",
    "spinecare.users",
    "spinecare.delivery",
    "spinecare.search",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "spinecare.users.admin_app.PeopleAdminConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "spinecare.delivery.middleware.SecurityHeaders",
    "spinecare.delivery.middleware.RequestGuard",
    "spinecare.delivery.middleware.MissedAddresses",
    "django.middleware.security.SecurityMiddleware",
    "spinecare.delivery.middleware.TextCompression",
    "django.middleware.http.ConditionalGetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "spinecare.core.context.site",
                "spinecare.editorial.context.safety",
            ],
        },
    }
]

# --- Data ---------------------------------------------------------------------------------------------------------

DATABASES = {"default": dj_database_url.parse(ENVIRONMENT.database_url)}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    # Several editors at once need these three: without them half of concurrent saves fail with "database is locked".
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")
    # A connection for each request, which costs about a fifth of a page's time. Nothing bounds the wait on an open one
    # whose server stands still: a thread that asks it, if only whether it is there, is lost until the server moves
    # again. To connect takes two seconds at most.
    _database["CONN_MAX_AGE"] = 0
    _database["OPTIONS"] = {
        "connect_timeout": 2,
        # For a question under way when the server's machine vanishes: the system notices in about ten seconds.
        "keepalives_idle": 4,
        "keepalives_interval": 2,
        "keepalives_count": 3,
        "tcp_user_timeout": 10_000,
        "options": "-c statement_timeout=10000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000",
    }

MEDIA_ROOT = ENVIRONMENT.var / "media"
MEDIA_URL = "/media/"
STATIC_ROOT = ENVIRONMENT.var / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Where delivery keeps what must be readable without the database: error pages, and a copy of every public page.
PUBLISHED_ROOT = ENVIRONMENT.var / "published"
# How often the schedule makes all copies anew. What editors withdraw or publish does not wait for it. None: never.
PAGE_COPIES_EVERY_SECONDS = 600
# Where addresses at which readers found nothing are noted until they are counted.
MISSED_ROOT = ENVIRONMENT.var / "missed"
# Where every care link ever given is written down, beside the database. Belongs into every backup.
CARE_LINKS_ROOT = ENVIRONMENT.var / "care-links"
# Where it is noted how often care links were opened, until it is counted.
OPENED_ROOT = ENVIRONMENT.var / "opened"
# Whether the schedule asks other sites if our links to them still work. A site tried out on one machine asks nobody.
CHECK_OUTSIDE_LINKS = ENVIRONMENT.secure

# --- People -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "users.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- Reading is anonymous -----------------------------------------------------------------------------------------
# The cookies belong to the admin and are never sent with a request for a public page.

SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ENVIRONMENT.secure
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.origin]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- Transport ----------------------------------------------------------------------------------------------------

SECURE_HSTS_SECONDS = 63072000 if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = ENVIRONMENT.secure
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz)$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.secure else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# spinecare.delivery.middleware.SecurityHeaders sends X-Frame-Options, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["security.W002"]

# --- Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English"))]
WAGTAIL_I18N_ENABLED = False
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Chicago"
FORMAT_MODULE_PATH = ["spinecare.settings.formats"]

# --- Wagtail ------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "SpineCare"
WAGTAILADMIN_BASE_URL = ENVIRONMENT.origin
# The admin calls nobody: no picture service, no update check, no news banner.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
# Clinical words go live by a signature, whoever else runs the site.
WAGTAILADMIN_NOTIFICATION_INCLUDE_SUPERUSERS = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "spinecare.signoff.publishing.publish_what_was_signed"
WAGTAILEMBEDS_FINDERS = []
# A page is public or a draft. There are no passwords for single pages: they would need a cookie from readers.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}}
WAGTAILIMAGES_IMAGE_MODEL = "images.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "spinecare.images.forms.SiteImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILDOCS_EXTENSIONS = ["pdf"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 12 * 1024 * 1024
WAGTAILMEDIA = {
    "MEDIA_MODEL": "knowledge.Recording",
    "MEDIA_FORM_BASE": "",
    "AUDIO_EXTENSIONS": [],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
TAGGIT_CASE_INSENSITIVE = True

# --- Clinical trials ----------------------------------------------------------------------------------------------

# The registry to ask. Empty: the sample registry that comes with the project.
REGISTRY_URL = ENVIRONMENT.registry_url

# --- Mail ---------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = SERVER_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = ENVIRONMENT.mail_from
EMAIL_SUBJECT_PREFIX = "[SpineCare] "
globals().update(mail_settings(ENVIRONMENT.smtp_url, ENVIRONMENT.var / "mail"))

# --- Logs: what happened, never who read what ---------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"short_outage": {"()": "spinecare.delivery.logs.ShortOutage"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["short_outage"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        # Django logs request paths with these; a path can hold what somebody searched for.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
