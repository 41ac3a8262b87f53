"""Journey 1: welcome email, link, password, sign-in, portal, Join, granted."""

from chassis.testing import eventually
from tests.system.practice import PASSWORD


def test_an_adult_walks_from_the_welcome_email_into_the_video_session(practice):
    person = practice.adult()
    assert [(result["contact_id"], result["state"]) for result in practice.welcome(person)] == [(person.contact_id, "REQUESTED")]
    mail = practice.mail(person.email)
    assert mail.to == (person.email,)
    client = practice.visitor()
    seen = client.post("/api/identity/v1/links:inspect", {"token": mail.token})
    assert (seen["state"], seen["purpose"], seen["email"]) == ("LIVE", "INVITATION", person.email)
    assert client.redeem(mail.token, PASSWORD) == {"email": person.email}
    assert client.sign_in(person.email, PASSWORD)["owes"] == []
    session_id = practice.book(person)
    mine = eventually(lambda: client.get("/api/clinic/v1/me/clients")["people"])
    assert [entry["client_id"] for entry in mine] == [person.client_id]
    granted = practice.joins(client, session_id)
    assert granted["provider"] == "external" and granted["url"] and granted["token"]


def test_the_front_desk_sees_every_step_of_it_in_the_access_report(practice):
    person = practice.adult()
    client = practice.active(person)
    practice.joins(client, practice.book(person))
    expected = {"WELCOME_REQUESTED", "MAIL_QUEUED", "MAIL_SENT", "LINK_INSPECTED", "PASSWORD_SET", "SIGNED_IN", "JOIN_GRANTED"}

    def seen():
        report = practice.report(person)
        assert report["verdict"]["state"] == "ADMITTED"
        return expected <= {entry["kind"] for entry in report["timeline"]}

    assert eventually(seen)


def test_a_recipient_with_a_switch_off_is_refused_by_name_and_gets_nothing(practice):
    person = practice.adult()
    practice.owner.patch(person.path, {"email_notifications": False})
    assert practice.welcome(person)[0]["reason"] == "EMAIL_NOTIFICATIONS_OFF"
    practice.owner.patch(person.path, {"email_notifications": True, "online_access": False})
    assert practice.welcome(person)[0]["reason"] == "ONLINE_ACCESS_OFF"
    assert practice.mailbox.mails(person.email) == []
    practice.owner.patch(person.path, {"online_access": True})
    assert practice.welcome(person)[0]["state"] == "REQUESTED"
    practice.mail(person.email)
    assert len(practice.mailbox.mails(person.email)) == 1


def test_two_recipients_who_share_an_address_get_one_mail(practice):
    first = practice.adult(email=f"couple@{practice.slug}.example")
    child = practice.child()
    one = practice.guardian(child, email=f"both@{practice.slug}.example")
    two = practice.guardian(child, email=f"both@{practice.slug}.example", relationship="FATHER")
    assert {result["state"] for result in practice.welcome(one, two)} == {"REQUESTED"}
    practice.welcome(first)
    practice.mail(first.email)
    assert len(practice.mailbox.mails(one.email)) == 1


def test_the_welcome_can_be_sent_five_times_a_day_and_then_says_when_again(practice):
    person = practice.adult()
    states = [practice.welcome(person)[0] for _ in range(6)]
    assert [answer["state"] for answer in states] == ["REQUESTED"] * 5 + ["REFUSED"]
    assert states[5]["reason"] == "TOO_MANY_LINKS" and states[5]["allowed_time"]
