# The site in a container: gunicorn alone. nginx and PostgreSQL stand beside it; see compose.yaml.
# Database and files are prepared by a job of its own (`python -m spinecare.launch.prepare`), never on start.

FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock /tmp/requirements.lock
RUN /opt/venv/bin/pip install --require-hashes --no-deps --only-binary :all: -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=spinecare.settings \
    PORT=8000 \
    SPINECARE_VAR=/var/lib/spinecare
# Folders that volumes are mounted on must belong to the account before Docker copies their owner.
RUN cd /var/lib && mkdir -p spinecare/media spinecare/static spinecare/published spinecare/mail spinecare/missed \
        spinecare/care-links spinecare/opened \
    && chown -R 10001:10001 /var/lib/spinecare
COPY --from=packages /opt/venv /opt/venv
WORKDIR /srv/spinecare
COPY manage.py ./
COPY spinecare ./spinecare
COPY treatments ./treatments
COPY trials ./trials
COPY templates ./templates
COPY static ./static
RUN python -m compileall -q spinecare treatments trials
# By number, so that Kubernetes and others can see that it is not root.
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["gunicorn", "--config", "spinecare/launch/gunicorn_conf.py", "--bind", "0.0.0.0:8000", "spinecare.wsgi"]
