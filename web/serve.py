"""Serves the built pages: hashed files for good, every other address the one page, compressed at build time."""
from __future__ import annotations

import os
import pathlib
import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from whitenoise import WhiteNoise

DIST = pathlib.Path(__file__).parent / "dist"
PAGE = "/index.html"

StartResponse = Callable[..., Any]


def hashed(path: str, url: str) -> bool:
    """True for what Vite names by its content; such a file never changes."""
    return url.startswith("/assets/")


def answer(status: HTTPStatus, start_response: StartResponse, body: bytes = b"") -> Iterable[bytes]:
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
    start_response(f"{status.value} {status.phrase}", headers)
    return [body]


class Pages(WhiteNoise):
    """The built pages as a WSGI application; `dist` must exist when it starts."""

    def __init__(self, dist: pathlib.Path = DIST) -> None:
        if not (dist / "index.html").is_file():
            raise SystemExit(f"{dist} holds no pages. Build them: cd web && npm ci && npm run build")
        super().__init__(None, root=str(dist), max_age=0, immutable_file_test=hashed, allow_all_origins=False)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == "/livez":
            return answer(HTTPStatus.OK, start_response, b"ok\n")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return answer(HTTPStatus.METHOD_NOT_ALLOWED, start_response)
        found = self.files.get(path) or self.files.get(path.rstrip("/") + PAGE)
        if found is None and not names_a_file(path):
            found = self.files[PAGE]
        if found is None:
            return answer(HTTPStatus.NOT_FOUND, start_response, b"No such file.\n")
        return self.serve(found, environ, start_response)


def names_a_file(path: str) -> bool:
    """A missing asset is missing; sending the page in its place would be cached as a script."""
    return path.startswith("/assets/") or "." in path.rsplit("/", 1)[-1]


def __getattr__(name: str) -> Any:
    # `gunicorn web.serve:app` builds the application here, while an import alone needs no build.
    if name == "app":
        globals()["app"] = Pages()
        return globals()["app"]
    raise AttributeError(name)


def main(port: int) -> None:
    """One process, a few threads: enough for files that are already in memory of the kernel."""
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self) -> None:
            bind = os.environ.get("ANTEROOM_BIND", "127.0.0.1")
            options = {
                "bind": f"{bind}:{port}", "workers": 1, "threads": 8, "worker_class": "gthread", "graceful_timeout": 10,
                "control_socket_disable": True,
            }
            for key, value in options.items():
                self.cfg.set(key, value)

        def load(self) -> Pages:
            return Pages()

    Server().run()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8130)
