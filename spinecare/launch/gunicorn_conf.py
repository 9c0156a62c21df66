"""How gunicorn runs the site, for `make run`, `make stack` and the container alike.

The figures behind the values: one process has two to three times the threads of a small machine's cores, enough for
pages that mostly wait for the database. Slow clients are kept away by nginx, not by threads.
"""

from __future__ import annotations

import os
from urllib.parse import quote

import gunicorn.http.wsgi
from gunicorn.glogging import Logger

bind = f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = 2
threads = 4
# Loaded once, then forked: a worker that dies is replaced at once. Nothing opens a connection before the fork.
preload_app = True
timeout = 30
graceful_timeout = 20
# Longer than nginx keeps idle connections, so that nginx is the one to close them.
keepalive = 20
max_requests = 5000
max_requests_jitter = 1000
# The heartbeat file must be in memory: on a slow disk it blocks the workers.
MEMORY = "/dev/shm"  # noqa: S108 - gunicorn makes its own file in it, safely
worker_tmp_dir = MEMORY if os.access(MEMORY, os.W_OK) else None
control_socket_disable = True
# Path and query are bounded in spinecare.delivery.middleware, which answers with a page; this is the outer wall.
limit_request_line = 8190
limit_request_fields = 60
limit_request_field_size = 8190
forwarded_allow_ips = "127.0.0.1,::1"
loglevel = "warning"
errorlog = "-"
accesslog = "-"
PATH_IN_LOG = 200
# What happened, never who read what: no address, no query, no referrer, no browser.
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(b)s %(M)sms"


class PrivateLog(Logger):
    """Writes paths percent-encoded, so that nobody can forge a line of the log with a line feed in an address."""

    def atoms(self, resp, req, environ, request_time):  # type: ignore[no-untyped-def]
        values = super().atoms(resp, req, environ, request_time)
        values["U"] = quote(environ.get("PATH_INFO", ""), errors="replace")[:PATH_IN_LOG]
        return values


logger_class = PrivateLog
# The name and version of the server are nobody's business.
gunicorn.http.wsgi.SERVER = "web"
