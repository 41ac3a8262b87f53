"""The named noes of clinic."""

from chassis.errors import Kind, NotFound, Refusal


class PracticeUnknown(NotFound):
    """No practice is open at this host."""

    reason, title = "PRACTICE_UNKNOWN", "There is no practice at this address."


class ClientUnknown(NotFound):
    """No such client in this practice."""

    reason, title = "CLIENT_UNKNOWN", "There is no such client here."


class ContactUnknown(NotFound):
    """No such contact in this practice, or none on this chart."""

    reason, title = "CONTACT_UNKNOWN", "There is no such contact here."


class CallUnknown(NotFound):
    """No such call in this practice."""

    reason, title = "CALL_UNKNOWN", "There is no such call here."


class CallOver(Refusal):
    """Somebody at the practice was quicker."""

    reason, title = "CALL_OVER", "This call has been answered or put aside already."


class AlreadyOnChart(Refusal):
    """The contact is linked to this client already."""

    reason, title = "ALREADY_ON_CHART", "This person is on the chart already. Change their settings there."


class SelfTaken(Refusal):
    """A client acts for themself through one contact only."""

    reason, title = "SELF_TAKEN", "This client already acts for themself through another contact."


class ClientArchived(Refusal):
    """An archived chart is changed by nothing but its restoration."""

    reason, title = "CLIENT_ARCHIVED", "This chart is archived. Restore it first."


class NoLogin(Refusal):
    """Nobody signs in for this contact yet."""

    reason, title = "NO_LOGIN", "This person has no sign-in yet. Send the welcome email first."


class ConsentTextUnknown(Refusal):
    """The consent names a text version that this practice never published."""

    reason, kind, title = "CONSENT_TEXT_UNKNOWN", Kind.INVALID, "Name a version of this practice's consent text."


class ConsentTextChanged(Refusal):
    """The text was replaced while it was being read."""

    reason, title = "CONSENT_TEXT_CHANGED", "The text has changed. Read it again before you agree."


class ConsentNotYours(Refusal):
    """A custody note keeps this person from deciding about consent."""

    reason, kind, title = "CONSENT_NOT_YOURS", Kind.FORBIDDEN, "The practice has to record this consent."


class RelationshipEnded(Refusal):
    """Rights that have ended give no consent."""

    reason, title = "RELATIONSHIP_ENDED", "This person's rights for the client have ended."


class PracticeOpen(Refusal):
    """A practice is opened once."""

    reason, title = "PRACTICE_OPEN", "This practice is open already."
