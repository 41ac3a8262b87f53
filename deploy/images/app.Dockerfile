# The services and web/: one image, the role is its arguments (python -m clinic http).
ARG PYTHON=docker.io/library/python:3.11-slim

FROM ${PYTHON} AS build
RUN python -m venv --without-pip /venv
COPY requirements.lock /
RUN pip --python /venv/bin/python install --no-cache-dir --require-hashes -r /requirements.lock

FROM ${PYTHON}
# PostgreSQL and others want a name for the user; pip has no business in an image that only runs.
RUN echo 'anteroom:x:65532:65532::/tmp:/sbin/nologin' >>/etc/passwd && echo 'anteroom:x:65532:' >>/etc/group \
 && python -m pip uninstall -q -y setuptools wheel pip 2>/dev/null
COPY --from=build /venv /venv
WORKDIR /app
COPY libs libs
COPY services services
COPY web/serve.py web/
COPY web/dist web/dist
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PYTHONPATH=/app:/app/libs:/app/libs/contracts:/app/services/identity:/app/services/clinic:/app/services/notify:/app/services/video-gate
# The root filesystem is read-only where this runs: bytecode is written now or at every start.
RUN python -m compileall -q libs services web
USER 65532:65532
CMD ["python", "-c", "raise SystemExit('say what to run: python -m identity|clinic|notify|video_gate http|grpc|worker')"]
