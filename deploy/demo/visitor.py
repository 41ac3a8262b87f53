"""A browser without a window: one practice's address and one cookie jar, speaking the public HTTP API."""

import time
from typing import Any
from uuid import uuid4

import requests

SECONDS = 20
REFRESH = "/api/identity/v1/sessions/current:refresh"
# A 401 that signing in itself answers: no new token would change it.
FINAL_REFUSALS = {"SIGN_IN_REFUSED", "TEMPORARY_PASSWORD_EXPIRED"}


class Refused(Exception):
    """An answer other than 2xx. status and the problem's reason tell which."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('reason')}: {problem.get('detail') or problem.get('title')} {problem.get('errors') or ''}")
        self.status, self.problem, self.reason = status, problem, problem.get("reason")


class Visitor:
    """Someone at a practice's address. Connects to the gateway's own address and names the practice in Host."""

    def __init__(self, practice: str, gateway: str = "http://127.0.0.1:8080") -> None:
        self.practice, self.gateway = practice, gateway.rstrip("/")
        self.host = f"{practice}.localhost:{self.gateway.rsplit(':', 1)[1]}"
        self.http = requests.Session()
        self.http.headers.update({"Host": self.host, "Origin": f"http://{self.host}", "X-Anteroom-CSRF": "1"})

    def send(self, method: str, path: str, **options: Any) -> requests.Response:
        """The bare answer, whatever it is."""
        return self.http.request(method, self.gateway + path, timeout=SECONDS, allow_redirects=False, **options)

    def ask(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        """The answer's JSON. Raises Refused for anything but 2xx; renews a token that has run out once, as the pages do."""
        answer = self._patiently(method, path, json=body, **options)
        if self._may_renew(path, answer) and self.send("POST", REFRESH).ok:
            answer = self._patiently(method, path, json=body, **options)
        content = answer.json() if answer.content else {}
        if not answer.ok:
            raise Refused(answer.status_code, content)
        return content

    def _patiently(self, method: str, path: str, **options: Any) -> requests.Response:
        """Waits where the gateway says to slow down."""
        for _ in range(20):
            answer = self.send(method, path, **options)
            if answer.status_code != 429 or "retry-after" not in answer.headers:
                break
            time.sleep(min(float(answer.headers["retry-after"]), 10))
        return answer

    def _may_renew(self, path: str, answer: requests.Response) -> bool:
        """Whether somebody who signed in is told to sign in first."""
        if answer.status_code != 401 or path == REFRESH or not self.http.cookies:
            return False
        return answer.json().get("reason") not in FINAL_REFUSALS

    def get(self, path: str, **params: Any) -> Any:
        """Read."""
        return self.ask("GET", path, params=params)

    def post(self, path: str, body: Any = None, *, key: str | None = None) -> Any:
        """Create, send or do; under an Idempotency-Key, so that a repeated request is done once."""
        return self.ask("POST", path, {} if body is None else body, headers={"Idempotency-Key": key or str(uuid4())})

    def patch(self, path: str, body: Any) -> Any:
        """Change a part."""
        return self.ask("PATCH", path, body)

    def sign_in(self, email: str, password: str) -> Any:
        """Sign in and pay what the login owes by accepting the practice's terms by name, where that is all it owes."""
        answer = self.post("/api/identity/v1/sessions", {"email": email, "password": password})
        if answer["owes"] == ["TERMS"]:
            me = self.get("/api/identity/v1/me")
            named = [person["contact_id"] for person in me["terms_for"]]
            self.post("/api/identity/v1/me:acceptTerms", {"terms_version": me["terms"]["version"], "contact_ids": named})
            self.post(REFRESH)
        return answer

    def redeem(self, token: str, password: str, *, accept_terms: bool = True) -> Any:
        """Open a link's page and set the password, as the person who got the mail would."""
        seen = self.post("/api/identity/v1/links:inspect", {"token": token})
        body = {"token": token, "password": password}
        if accept_terms and seen.get("terms"):
            body["accepted_terms_version"] = seen["terms"]["version"]
        return self.post("/api/identity/v1/links:redeem", body)
