"""What the buttons below a finding do, by the calls that the console's own buttons make (web/src/console/acts)."""

from collections.abc import Callable
from uuid import uuid4

from chassis.testing import eventually
from clinic.domain.devices import PARTS
from tests.system.practice import PASSWORD, refused
from tests.system.truth.scene import Scene

TEMPORARY = "for today only please"
WILL_DO = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"


def turn_on_access(scene: Scene) -> None:
    """The switch on the relationship."""
    scene.practice.owner.patch(scene.person.path, {"online_access": True})


def turn_on_notifications(scene: Scene) -> None:
    """Likewise."""
    scene.practice.owner.patch(scene.person.path, {"email_notifications": True})


def send_welcome(scene: Scene) -> None:
    """The Welcome Email dialog with this person chosen."""
    before = len(scene.practice.mailbox.mails(scene.email))
    assert scene.practice.welcome(scene.person)[0]["state"] == "REQUESTED"
    scene.practice.mail(scene.email, after=before)


def turn_on_and_send(scene: Scene) -> None:
    """The switch, then the dialog that sends."""
    turn_on_notifications(scene)
    send_welcome(scene)


def correct_address(scene: Scene) -> None:
    """Their details, with the address they say on the phone."""
    scene.email = f"right{uuid4().hex[:8]}@{scene.practice.slug}.example"
    scene.practice.owner.patch(f"/api/clinic/v1/contacts/{scene.person.contact_id}", {"email": scene.email})


def send_reset(scene: Scene) -> None:
    """The page of the login's own forgotten password."""
    before = len(scene.practice.mailbox.mails(scene.email))
    scene.practice.owner.post("/api/identity/v1/password-resets", {"email": scene.account["email"]})
    scene.practice.mail(scene.email, after=before)


def set_temporary_password(scene: Scene) -> None:
    """Clinic Users, Account, told by phone."""
    scene.practice.owner.post(f"{scene.account_path}:setTemporaryPassword", {"password": TEMPORARY, "reason": "on the phone"})
    scene.password = TEMPORARY


def one_time_code(scene: Scene) -> None:
    """Six digits, read out; the person types them with a password of their own, agreeing to the terms."""
    code = scene.practice.owner.post(f"{scene.account_path}:issueCode")["code"]
    typed = {"email": scene.email, "code": code, "password": PASSWORD}
    owed = refused(scene.visitor.post, "/api/identity/v1/codes:redeem", typed)
    scene.visitor.post("/api/identity/v1/codes:redeem", typed | {"accepted_terms_version": owed.problem["terms"]["version"]})
    scene.password = PASSWORD


def unlock(scene: Scene) -> None:
    """Opens the lock."""
    scene.practice.owner.post(f"{scene.account_path}:unlock")


def record_consent(scene: Scene) -> None:
    """In writing."""
    scene.practice.consent(scene.person)


def ask_in_portal(scene: Scene) -> None:
    """It waits on the person's home page: they give it there."""
    portal = scene.visitor.get("/api/clinic/v1/me/clients")
    said = {"contact_id": scene.person.contact_id, "text_version": portal["consent_text"]["version"]}
    scene.visitor.post(f"/api/clinic/v1/me/clients/{scene.person.client_id}:grantConsent", said)


def ask_device_check(scene: Scene) -> None:
    """It waits on the person's home page: they go through the check on a device that does."""
    scene.practice.owner.post(f"{scene.person.path}:askDeviceCheck")
    assert eventually(lambda: scene.visitor.get("/api/clinic/v1/me/device-check")["asked"])
    scene.visitor.http.headers["User-Agent"] = WILL_DO
    scene.visitor.sign_in(scene.email, PASSWORD)
    scene.visitor.post("/api/clinic/v1/me/device-checks", dict.fromkeys(PARTS, "PASSED"))


def restore_client(scene: Scene) -> None:
    """The chart's profile."""
    scene.practice.owner.patch(f"/api/clinic/v1/clients/{scene.person.client_id}", {"status": "ACTIVE"})


def change_end_date(scene: Scene) -> None:
    """No end."""
    scene.practice.owner.patch(scene.person.path, {"end_date": None})


def book_session(scene: Scene) -> None:
    """Book a session, with this person invited."""
    scene.session_id = scene.practice.book(scene.person)


FIXES: dict[str, Callable[[Scene], None]] = {
    act.__name__.upper(): act
    for act in (
        turn_on_access, turn_on_notifications, turn_on_and_send, send_welcome, correct_address, send_reset, set_temporary_password,
        one_time_code, unlock, record_consent, ask_in_portal, ask_device_check, restore_client, change_end_date, book_session,
    )
}


def press(scene: Scene, fix: str) -> None:
    """Press the button of a fix."""
    FIXES[fix](scene)
