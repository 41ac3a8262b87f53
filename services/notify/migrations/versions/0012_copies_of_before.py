"""What 0003 asked a replay for, and what a replay couldn't do: events of before don't say when to remind, and the inbox held them back."""

from alembic import op

from chassis import tables

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Practices that clinic hasn't announced since remind as clinic has it for them; `python -m identity replay` is heard again."""
    with tables.unwalled(op.get_bind(), "practices", "inbox"):
        op.execute("UPDATE practices SET reminder_hours = '{24,1}' WHERE version = 0")
        op.execute("DELETE FROM inbox WHERE consumer = 'notify-from-identity'")
