"""Settings, in one file: an embedded SQLite database unless DATABASE_URL names a PostgreSQL."""

from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF

from policykb.databases import databases
from policykb.environment import Environment, own_secret_key
from policykb.failures.logs import in_json

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = BASE_DIR / "var"  # what this installation makes: database, secret key; never committed
with suppress(OSError):  # who gives all that would stand in it needs none
    DATA_DIR.mkdir(mode=0o700, exist_ok=True)

env = Environment()
Environment.read_env(BASE_DIR / ".env")

DEBUG = env.bool("DEBUG", default=False)
IS_PUBLIC = "ALLOWED_HOSTS" in env.ENVIRON  # a site that names its hosts serves them for real, over TLS

SECRET_KEY = env.str("SECRET_KEY", default="") or own_secret_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "policykb",
    "tasks",
    "documents",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_filters",
    "simple_history",
    "axes",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "policykb.failures.logs.NumberedRequests",
    "policykb.machines.metrics.MeasuredRequests",
    "policykb.machines.health.HealthForMonitors",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "policykb.failures.shedding.Shedding",
    "policykb.replicas.reading.ReadFromReplicas",
    "policykb.asked.marks.OpenedHits",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "policykb.failures.errors.MethodNotAllowedPage",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "policykb.urls"
WSGI_APPLICATION = "policykb.wsgi.application"
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
            ],
        },
    },
]

DATABASES = databases(env.str("DATABASE_URL", default=""), env.list("DATABASE_REPLICAS", default=[]), DATA_DIR)
REPLICAS = [name for name in DATABASES if name != "default"]  # they follow it; public pages are read from them
REPLICA_LAG = env.float("REPLICA_LAG", default=5.0)  # seconds that a replica may be behind and still be read from
# What policykb.memory keeps: in each process, or, for all workers of a machine, in a folder that nobody else can write.
PAGE_MEMORY = env.str("PAGE_MEMORY", default="")
CACHES = {
    name: {
        "BACKEND": "policykb.kept_files.KeptFiles" if PAGE_MEMORY else "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": str(Path(PAGE_MEMORY, name)),
        "OPTIONS": {"MAX_ENTRIES": most},
    }
    for name, most in {"default": 500, "questions": 200}.items()
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
LOCALE_PATHS = [BASE_DIR / "policykb" / "locale"]  # what Django leaves in English
USE_TZ = True
DATE_FORMAT = "Y年n月j日"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "originals": {  # the bytes of every file that was stored
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.str("ORIGINALS", default="") or DATA_DIR / "originals",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PUBLIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_PUBLIC  # at home nothing has to be collected first
MEDIA_ROOT = DATA_DIR / "media"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# A password may be tried five times a quarter of an hour by one user from one address, and by all from it:
MOST_FAILURES_FROM_AN_ADDRESS = 30
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=int(IS_PUBLIC))  # how many stand in front and name the sender
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "policykb.access.passwords.OneAtATime"]
AXES_HANDLER = "policykb.access.attempts.Attempts"
AXES_CLIENT_IP_CALLABLE = "policykb.access.clients.client_address"
AXES_LOCKOUT_CALLABLE = "policykb.access.attempts.locked_page"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)  # after which what is stored of an attempt is deleted too
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # the histories tell who did what
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
LONGEST_WAIT = env.float("LONGEST_WAIT", default=0.8)  # seconds for a free thread; who waited longer is sent away
METRICS = env.str("METRICS", default="")  # /metrics: "" for none, "loopback", or a token of who may ask
SITE_OPERATOR = env.str("SITE_OPERATOR", default="")  # who offers what the site adds to the texts
# Search on an OpenSearch cluster (needs the packages of requirements-search.txt): https://user:password@host:9200, more
# nodes after a blank; SEARCH_CA: the file of the authority that vouches for them, where the system knows none.
SEARCH_URL = env.str("SEARCH_URL", default="")
SEARCH_CA = env.str("SEARCH_CA", default="")
SEARCH_FALLBACK = env.bool("SEARCH_FALLBACK", default=False)  # keep the database's index too, for when it is away
SEARCH_MEANING = env.bool("SEARCH_MEANING", default=False)  # needs the packages of requirements-meaning.txt
# What takes longer than a request: done by `manage.py db_worker`, or within the request, which bounds it.
WAYS = {"worker": "django_tasks_db.DatabaseBackend", "request": "django_tasks.backends.immediate.ImmediateBackend"}
BACKGROUND = env.one_of("BACKGROUND", "request", "worker")
TASKS = {"default": {"BACKEND": WAYS[BACKGROUND]}}
REPORTS_AN_HOUR = 10  # of errors, that are taken from one address
SEARCH_LOG_DAYS = env.int("SEARCH_LOG_DAYS", default=90)  # that counts of what is searched are kept; 0: none are made
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")  # where readers may also write to

# No inline script or style, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's icons
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
CSRF_FAILURE_VIEW = "policykb.failures.errors.forbidden"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if IS_PUBLIC:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    # Both bind hosts that are not ours, preload for good: whoever owns the domain has to ask for them.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # they ask for both
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT

# Uploads: what a reader accepts is decided in documents.text.limits; this bounds the request.
DATA_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # eight for each duty of a task, a box for each item decided at once
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000  # the form allows fewer, and says so in its own words
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"opensearch": {"level": "CRITICAL"}},  # what it raises is told in our own words
}
if env.one_of("LOG_FORMAT", "text", "json") == "json":
    LOGGING = in_json(LOGGING)
