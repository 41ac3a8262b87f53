"""How each cause comes about, for real: every function leaves one person who can't get in."""

from datetime import timedelta
from uuid import uuid4

from chassis.testing import eventually
from clinic.domain.devices import PARTS
from tests.system.practice import ANOTHER, PASSWORD, Practice, refused
from tests.system.truth.fixes import TEMPORARY
from tests.system.truth.scene import Scene, invitee, ready

HOUR = 3600
IN_AN_APP = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Mobile/15E148 [FBAN/FBIOS;FBAV/440.0.0.32.107]"


def archived(practice: Practice) -> Scene:
    scene = ready(practice)
    practice.owner.patch(f"/api/clinic/v1/clients/{scene.person.client_id}", {"status": "ARCHIVED"})
    return scene


def rights_ended(practice: Practice) -> Scene:
    scene = ready(practice)
    practice.owner.patch(scene.person.path, {"end_date": "2026-01-01"})
    return scene


def access_off(practice: Practice) -> Scene:
    scene = ready(practice)
    practice.owner.patch(scene.person.path, {"online_access": False})
    return scene


def notifications_off(practice: Practice) -> Scene:
    scene = invitee(practice)
    practice.owner.patch(scene.person.path, {"email_notifications": False})
    assert practice.welcome(scene.person)[0]["reason"] == "EMAIL_NOTIFICATIONS_OFF"
    return scene


def no_address(practice: Practice) -> Scene:
    person = practice.adult(email="nothing@known.example")
    practice.owner.patch(f"/api/clinic/v1/contacts/{person.contact_id}", {"email": None})
    assert practice.welcome(person)[0]["reason"] == "NO_EMAIL"
    scene = Scene(practice, person, practice.book(person))
    scene.email = ""
    return scene


def bounced(practice: Practice) -> Scene:
    scene = invitee(practice, email=f"nobody{uuid4().hex[:8]}@{practice.slug}.example")
    practice.welcome(scene.person)
    return scene


def suppressed(practice: Practice) -> Scene:
    """An address that bounced for somebody else already."""
    first = bounced(practice)
    eventually(lambda: first.finding("ADDRESS")["evidence"].get("state") == "BOUNCED")
    person = practice.guardian(practice.child(), email=first.email)
    practice.consent(person)
    scene = Scene(practice, person, practice.book(person))
    practice.welcome(person)
    return scene


def wrong_address(practice: Practice) -> Scene:
    """A typo: the stranger's link is taken back as the address is corrected, and nothing has gone to the right one."""
    scene = invitee(practice, email=f"typo{uuid4().hex[:8]}@{practice.slug}.example")
    practice.welcome(scene.person)
    stranger = practice.mail(scene.email).token
    scene.email = f"right{uuid4().hex[:8]}@{practice.slug}.example"
    practice.owner.patch(f"/api/clinic/v1/contacts/{scene.person.contact_id}", {"email": scene.email})
    no = eventually(lambda: refused(practice.visitor().redeem, stranger, PASSWORD))
    assert no.reason == "LINK_REVOKED"
    return scene


def deferred(practice: Practice) -> Scene:
    scene = invitee(practice, email=f"later{uuid4().hex[:8]}@{practice.slug}.example")
    practice.welcome(scene.person)
    return scene


def cancelled(practice: Practice) -> Scene:
    """The switch went off while the mail was waiting for its second try; then on again."""
    scene = deferred(practice)
    eventually(lambda: scene.finding("WELCOME_EMAIL")["evidence"]["mail_state"] == "DEFERRED")
    practice.owner.patch(scene.person.path, {"email_notifications": False})
    eventually(lambda: scene.finding("WELCOME_EMAIL")["evidence"]["mail_state"] == "CANCELLED", every=0.1)
    practice.owner.patch(scene.person.path, {"email_notifications": True})
    return scene


def asked_too_often(practice: Practice) -> Scene:
    """Five links went out because the client kept pressing Forgot password; the desk's welcome is one too many."""
    scene = invitee(practice)
    for sent in range(5):
        practice.visitor().post("/api/identity/v1/password-resets", {"email": scene.email})
        practice.mail(scene.email, after=sent)
    practice.welcome(scene.person)
    scene.reads_mail = False
    return scene


def expired(practice: Practice) -> Scene:
    scene = invitee(practice)
    practice.welcome(scene.person)
    practice.mail(scene.email)
    later(scene, 49 * HOUR)
    return scene


def later(scene: Scene, seconds: float) -> None:
    """So much later; the owner signs in again, and a session is booked for then."""
    practice = scene.practice
    practice.shift_clock(seconds)
    practice.owner.sign_in(practice.owner_email, PASSWORD)
    scene.session_id = practice.book(scene.person, begins=timedelta(seconds=seconds - 60))


def revoked(practice: Practice) -> Scene:
    """Access went off while the link was live, and on again."""
    scene = invitee(practice)
    practice.welcome(scene.person)
    practice.mail(scene.email)
    for on in (False, True):
        practice.owner.patch(scene.person.path, {"online_access": on})
    return scene


def mail_unread(practice: Practice) -> Scene:
    """Sent, but it went to the junk folder."""
    scene = invitee(practice)
    practice.welcome(scene.person)
    practice.mail(scene.email)
    scene.reads_mail = False
    return scene


def temporary_lapsed(practice: Practice) -> Scene:
    scene = invitee(practice)
    eventually(lambda: scene.account)
    practice.owner.post(f"{scene.account_path}:setTemporaryPassword", {"password": TEMPORARY, "reason": "by phone"})
    scene.password = TEMPORARY
    later(scene, 73 * HOUR)
    return scene


def locked(practice: Practice) -> Scene:
    scene = ready(practice)
    practice.owner.post(f"{scene.account_path}:lock", {"reason": "a stranger called"})
    return scene


def slowed(practice: Practice) -> Scene:
    """Ten wrong passwords from a device that has never signed in."""
    scene = ready(practice)
    scene.visitor = practice.visitor()
    for _ in range(11):
        refused(scene.visitor.sign_in, scene.email, ANOTHER)
    return scene


def unasked(practice: Practice) -> Scene:
    """A guardian from whom nobody has recorded consent."""
    mother = practice.guardian(practice.child())
    return Scene(practice, mother, practice.book(mother)).entered()


def withdrawn(practice: Practice) -> Scene:
    scene = ready(practice)
    practice.owner.post(f"{scene.person.path}:withdrawConsent", {"reason": "said so on the phone"})
    return scene


def for_another_session(practice: Practice) -> Scene:
    scene = unasked(practice)
    other = practice.book(scene.person, begins=timedelta(hours=5))
    practice.owner.post(f"{scene.person.path}:grantConsent", {"how": "WRITTEN", "session_id": other})
    return scene


def not_booked(practice: Practice) -> Scene:
    scene = ready(practice)
    practice.owner.post(f"/api/video-gate/v1/sessions/{scene.session_id}:cancel")
    return scene


def not_invited(practice: Practice) -> Scene:
    """The child's session is booked with the father alone."""
    scene = ready(practice)
    father = practice.guardian(scene.person.client_id, relationship="FATHER")
    practice.owner.patch(f"/api/video-gate/v1/sessions/{scene.session_id}", {"contact_ids": [father.contact_id]})
    return scene


def camera_blocked(practice: Practice) -> Scene:
    """They tried the device check, and the browser was told not to use the camera."""
    scene = ready(practice)
    scene.visitor.post("/api/clinic/v1/me/device-checks", dict.fromkeys(PARTS, "PASSED") | {"camera": "BLOCKED"})
    return scene


def browser_too_old(practice: Practice) -> Scene:
    """They signed in last inside an app."""
    scene = ready(practice)
    scene.visitor.http.headers["User-Agent"] = IN_AN_APP
    scene.visitor.sign_in(scene.email, PASSWORD)
    return scene


def unreminded(practice: Practice) -> Scene:
    """They sign in, and reminders go out an hour before; but the switch is off, and the session is tomorrow."""
    scene = ready(practice)
    practice.owner.patch("/api/clinic/v1/settings", {"reminder_hours": [1]})
    practice.owner.post(f"/api/video-gate/v1/sessions/{scene.session_id}:cancel")
    scene.session_id = practice.book(scene.person, begins=timedelta(hours=20))
    practice.owner.patch(scene.person.path, {"email_notifications": False})
    return scene


def not_accepted(practice: Practice) -> Scene:
    """A second child of a mother who signs in already: she is asked first, and hasn't answered."""
    first = ready(practice)
    second = practice.guardian(practice.child(), email=first.email)
    practice.consent(second)
    scene = Scene(practice, second, practice.book(second))
    scene.password, scene.visitor, scene.reads_mail = PASSWORD, first.visitor, False
    return scene


def too_early(practice: Practice) -> Scene:
    """The door opens ten minutes before the session, which is in an hour."""
    scene = ready(practice)
    practice.owner.post(f"/api/video-gate/v1/sessions/{scene.session_id}:cancel")
    scene.session_id = practice.book(scene.person, begins=timedelta(hours=1))
    return scene
