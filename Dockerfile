# The image of web, worker, beat and migrate (see docker-compose.yml).

FROM python:3.11-slim AS packages
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

# The site's typefaces; nothing else comes from npm.
FROM node:22-slim AS fonts
WORKDIR /fonts
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    STATIC_ROOT=/app/staticfiles
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin tracker
WORKDIR /app
COPY --from=packages /venv /venv
COPY --from=fonts /fonts/node_modules node_modules
COPY . .
# Neither command asks a server anything; the two values only let the settings load.
RUN export DATABASE_URL=postgres://nobody@nowhere/none SECRET_KEY=only-while-building \
    && python manage.py compile_translations \
    && python manage.py collectstatic --no-input \
    && python -m compileall -q .
USER tracker
EXPOSE 8000
CMD ["gunicorn", "libya_tracker.wsgi:application", "--bind=0.0.0.0:8000"]
