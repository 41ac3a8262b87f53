"""The named noes of clinic."""

from chassis.errors import Kind, NotFound, Refusal


class PracticeUnknown(NotFound):
    """No practice is open at this host."""

    reason, title = "PRACTICE_UNKNOWN", "There is no practice at this address."


class ClientUnknown(NotFound):
    """No such client in this practice."""

    reason, title = "CLIENT_UNKNOWN", "There is no such client here."


class ClientMerged(Refusal):
    """The chart was merged into another. merged_into: which; into_contact_id: what somebody who stood on it is called there."""

    reason, title = "CLIENT_MERGED", "This chart was merged into another. Open the one that stayed."


class ContactMerged(Refusal):
    """The person turned out to be another contact. merged_into: which."""

    reason, title = "CONTACT_MERGED", "This person was merged into another contact. Change that one."


class SameChart(Refusal):
    """A chart isn't its own duplicate."""

    reason, kind, title = "SAME_CHART", Kind.INVALID, "Choose another chart than the one that stays."


class NotAlike(Refusal):
    """Nothing about the two charts says that they may be one client's."""

    reason, title = "NOT_ALIKE", "These two charts no longer look alike. There is nothing left to say about them."


class MinorAndAdult(Refusal):
    """By their dates of birth one is a minor and the other isn't: they are two people, or one date is wrong."""

    reason = "MINOR_AND_ADULT"
    title = "One of these charts is a minor's and the other an adult's. If it is one client, correct the date of birth first."


class NotOneClient(Refusal):
    """Somebody is the client themself on one chart, and somebody else to the client on the other. contact_id: who."""

    reason = "NOT_ONE_CLIENT"
    title = "Somebody is the client on one chart and another person to the client on the other. These are two clients."


class KeptArchived(Refusal):
    """An active chart would vanish in an archived one."""

    reason, title = "KEPT_ARCHIVED", "The chart that stays is archived. Restore it first, or keep the other one."


class BirthDatesDiffer(Refusal):
    """Nobody said which date of birth is right. kept, merged: the two."""

    reason, title = "BIRTH_DATES_DIFFER", "The two charts say different dates of birth. Choose the right one."


class MergeChanged(Refusal):
    """Something that the preview showed is different by now."""

    reason, title = "MERGE_CHANGED", "Something on these charts has changed since you looked. Look again before you merge."


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


class ImportUnknown(NotFound):
    """No such import in this practice, or no such row of it."""

    reason, title = "IMPORT_UNKNOWN", "There is no such import here."


class ImportNotAtThat(Refusal):
    """The import is at another step. state: which."""

    reason, title = "IMPORT_NOT_AT_THAT", "The import is at another step by now. Look at it again."


class ImportUnderWay(Refusal):
    """Two at once would not see what the other adds."""

    reason, title = "IMPORT_UNDER_WAY", "Another import is adding clients. Let it finish, or discard it, then start this one."


class TooManyImports(Refusal):
    """Files wait that nobody needs."""

    reason, title = "TOO_MANY_IMPORTS", "Discard an import that you no longer need, then upload this file."


class FileTooLarge(Refusal):
    """The file is over the limit. most_bytes: the limit."""

    reason, kind, title = "FILE_TOO_LARGE", Kind.TOO_LARGE, "The file is too large. Export fewer columns, or part it into several files."


class PieceTooLarge(Refusal):
    """A piece of a file is over the limit. most_bytes: the limit."""

    reason, kind, title = "PIECE_TOO_LARGE", Kind.TOO_LARGE, "Send the file in smaller pieces."


class PiecesMissing(Refusal):
    """What came of the file is not as long as it was said to be. has_bytes, size_bytes."""

    reason, title = "PIECES_MISSING", "The file did not come through whole. Upload it again."


class ColumnsUnmatched(Refusal):
    """Something is needed that no column gives. missing: what."""

    reason, title = "COLUMNS_UNMATCHED", "Match a column to the client's name first."


class NothingToAdd(Refusal):
    """No row of the file can be added as things stand."""

    reason, title = "NOTHING_TO_ADD", "No row can be added. Mend the rows, or match the columns in another way."


class RunUnknown(NotFound):
    """No such bulk welcome in this practice."""

    reason, title = "RUN_UNKNOWN", "There is no such bulk welcome here."


class RunNotAtThat(Refusal):
    """The bulk welcome is at another step. state: which."""

    reason, title = "RUN_NOT_AT_THAT", "The bulk welcome is at another step by now. Look at it again."


class RunUnderWay(Refusal):
    """Two at once could ask the same person."""

    reason, title = "RUN_UNDER_WAY", "Another bulk welcome is being sent. Let it finish, or cancel it, then start this one."


class NobodyToWelcome(Refusal):
    """Nobody among those chosen is meant to sign in, or nobody may get a mail."""

    reason, title = "NOBODY_TO_WELCOME", "Nobody here can get a welcome email. The list says why for each."


class TooManyToWelcome(Refusal):
    """More than one run holds. most: the limit."""

    reason, kind, title = "TOO_MANY_TO_WELCOME", Kind.INVALID, "These are more people than one bulk welcome holds. Choose fewer clients."
