"""Door 3: what the gate hears. Both copies decide, so no event is ever skipped."""

from datetime import UTC

from anteroom.clinic.v1 import events_pb2 as clinic
from anteroom.identity.v1 import events_pb2 as identity
from chassis.bus import Fact, Listener
from chassis.db import Tx
from video_gate import operations

from_clinic = Listener("videogate", "clinic", deciding=True)
from_identity = Listener("videogate", "identity", deciding=True)
ALL = [from_clinic, from_identity]


# Versions make every one of these harmless when applied twice, so none spends an inbox row.
@from_clinic.on("practice.opened", clinic.PracticeOpened, kept=False)
def practice_opened(tx: Tx, event: clinic.PracticeOpened, fact: Fact) -> None:
    operations.learn_practice(tx, event.practice)


@from_clinic.on("settings.changed", clinic.SettingsChanged, kept=False)
def settings_changed(tx: Tx, event: clinic.SettingsChanged, fact: Fact) -> None:
    operations.learn_practice(tx, event.practice)


@from_clinic.on("client.changed", clinic.ClientChanged, kept=False)
def client_changed(tx: Tx, event: clinic.ClientChanged, fact: Fact) -> None:
    operations.learn_client(tx, event)


@from_clinic.on("access.changed", clinic.AccessChanged, kept=False)
def access_changed(tx: Tx, event: clinic.AccessChanged, fact: Fact) -> None:
    operations.learn_access(tx, event)


@from_clinic.on("client.merged", clinic.ClientMerged, kept=False)
def client_merged(tx: Tx, event: clinic.ClientMerged, fact: Fact) -> None:
    operations.merge_clients(tx, event)


@from_clinic.on("contact.changed", clinic.ContactChanged, kept=False)
def contact_changed(tx: Tx, event: clinic.ContactChanged, fact: Fact) -> None:
    operations.learn_contact(tx, event)


@from_clinic.on("heartbeat.beaten", clinic.HeartbeatBeaten, kept=False)
def clinic_beat(tx: Tx, event: clinic.HeartbeatBeaten, fact: Fact) -> None:
    operations.mark_fresh(tx, "clinic", event.as_of.ToDatetime(tzinfo=UTC), fact.sequence)


@from_identity.on("account.changed", identity.AccountChanged, kept=False)
def account_changed(tx: Tx, event: identity.AccountChanged, fact: Fact) -> None:
    operations.learn_account(tx, event)


@from_identity.on("binding.changed", identity.BindingChanged, kept=False)
def binding_changed(tx: Tx, event: identity.BindingChanged, fact: Fact) -> None:
    operations.learn_binding(tx, event)


@from_identity.on("staff.changed", identity.StaffChanged, kept=False)
def staff_changed(tx: Tx, event: identity.StaffChanged, fact: Fact) -> None:
    operations.learn_staff(tx, event)


@from_identity.on("login_session.revoked", identity.LoginSessionRevoked, kept=False)
def login_session_revoked(tx: Tx, event: identity.LoginSessionRevoked, fact: Fact) -> None:
    operations.end_login_session(tx, event)


@from_identity.on("heartbeat.beaten", identity.HeartbeatBeaten, kept=False)
def identity_beat(tx: Tx, event: identity.HeartbeatBeaten, fact: Fact) -> None:
    operations.mark_fresh(tx, "identity", event.as_of.ToDatetime(tzinfo=UTC), fact.sequence)
