# Envoy with the configuration that every stack renders (deploy/gateway).
ARG PYTHON=docker.io/library/python:3.11-slim

FROM ${PYTHON} AS build
RUN python -m venv --without-pip /venv
COPY deploy/images/gateway.lock /
RUN pip --python /venv/bin/python install --no-cache-dir --require-hashes -r /gateway.lock

FROM ${PYTHON}
RUN echo 'anteroom:x:65532:65532::/tmp:/sbin/nologin' >>/etc/passwd && echo 'anteroom:x:65532:' >>/etc/group \
 && python -m pip uninstall -q -y setuptools wheel pip 2>/dev/null
COPY --from=build /venv /venv
WORKDIR /app
COPY deploy/gateway deploy/gateway
COPY deploy/kubernetes/__init__.py deploy/kubernetes/drain.py deploy/kubernetes/
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m compileall -q deploy
USER 65532:65532
CMD ["python", "-m", "deploy.gateway"]
