"""One person who wants into their video session, and does whatever a person can to get there."""

from typing import Any

from deploy.demo.visitor import Refused, Visitor
from tests.system.practice import ANOTHER, PASSWORD, Person, Practice

# What somebody in their video session has: no refusal.
IN = "IN"
NO_MAIL = "NO_MAIL"


class Scene:
    """The person, the password they know, and the video session they want into."""

    def __init__(self, practice: Practice, person: Person, session_id: str | None = None) -> None:
        self.practice, self.person, self.session_id = practice, person, session_id
        self.email = person.email
        self.password: str | None = None
        self.visitor: Visitor = practice.visitor()
        self.reads_mail = True
        self._opened = 0

    def entered(self) -> "Scene":
        """Invited, and in the portal with a password of their own."""
        assert self.practice.welcome(self.person)[0]["state"] == "REQUESTED"
        self.practice.mail(self.email)
        self._follow_mail()
        self.visitor.sign_in(self.email, PASSWORD)
        return self

    def tries(self) -> str:
        """Follows the newest mail, signs in and presses Join: IN, or what the person is told instead."""
        try:
            if not (self._follow_mail() or self.password):
                return NO_MAIL
            self._sign_in()
            if self.session_id is None:
                return "NO_SESSION"
            self.visitor.post(f"/api/video-gate/v1/sessions/{self.session_id}:join")
        except Refused as no:
            return no.reason or str(no.status)
        return IN

    def _follow_mail(self) -> bool:
        """Opens the newest link that came since the last one was used."""
        mails = self.practice.mailbox.mails(self.email) if self.email and self.reads_mail else []
        fresh = [mail for mail in mails[self._opened :] if "-password#" in mail.text]
        if not fresh:
            return False
        chosen = PASSWORD if self.password is None else ANOTHER
        self.visitor.redeem(fresh[-1].token, chosen)
        self.password, self._opened = chosen, len(mails)
        return True

    def _sign_in(self) -> None:
        """With a temporary password the person chooses their own at once."""
        assert self.password
        owes = self.visitor.sign_in(self.email, self.password)["owes"]
        if "PASSWORD_CHANGE" in owes:
            self.visitor.post("/api/identity/v1/me:changePassword", {"new_password": ANOTHER})
            self.visitor = self.practice.visitor()
            self.password = ANOTHER
            self.visitor.sign_in(self.email, ANOTHER)

    @property
    def account(self) -> Any:
        """The login that answers for the person, as the chart shows it."""
        people = self.practice.owner.get(f"/api/clinic/v1/clients/{self.person.client_id}/contacts")["contacts"]
        return next(one["account"] for one in people if one["contact_id"] == self.person.contact_id)

    @property
    def account_path(self) -> str:
        """That login's address."""
        return f"/api/identity/v1/accounts/{self.account['account_id']}"

    def report(self) -> Any:
        """The access report, as the front desk sees it."""
        return self.practice.report(self.person)

    def finding(self, code: str) -> Any:
        """One finding of it."""
        return self.practice.finding(self.person, code)

    def blocking(self) -> list[str]:
        """The codes that the report calls blocking."""
        return [found["code"] for found in self.report()["findings"] if found["severity"] == "BLOCKING"]


def ready(practice: Practice) -> Scene:
    """A mother in the portal, consent recorded, her child's session open: nothing stands in her way."""
    mother = practice.guardian(practice.child())
    practice.consent(mother)
    return Scene(practice, mother, practice.book(mother)).entered()


def invitee(practice: Practice, **fields: Any) -> Scene:
    """An adult who has no password yet and whom nobody has invited; their session is open."""
    person = practice.adult(**fields)
    return Scene(practice, person, practice.book(person))
