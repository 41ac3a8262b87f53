"""The two statements of a knock, as functions: each is a whole transaction, wall included, in one trip to the database."""

from alembic import op

revision = "0002"
down_revision = "0001"

# One row per participant. app_begin first, in a statement of its own: the policies must find the practice set.
FACTS = """
CREATE FUNCTION knock_facts(practice text, login_session uuid, test_clock boolean, wanted uuid, knocker uuid, fresh interval)
RETURNS TABLE (
  instant timestamptz, revoked boolean, client_id uuid, start_time timestamptz, end_time timestamptz, state text, clinician_id uuid,
  session_url text, early_join_minutes int, practice_url text, account_state text, role text, staff_name text, client_active boolean,
  identity_fresh boolean, clinic_fresh boolean, contact_id uuid, bound boolean, online_access boolean, consent text, in_force boolean,
  consent_session_id uuid, given_name text, family_name text
) LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  SELECT b.instant, b.revoked INTO instant, revoked FROM app_begin(practice, login_session, test_clock) b;
  RETURN QUERY
  SELECT knock_facts.instant, knock_facts.revoked, s.client_id, s.start_time, s.end_time, s.state, s.clinician_id,
    s.video_url, p.early_join_minutes, p.video_url, a.state, t.role, t.display_name, c.active,
    f.identity_as_of > now() - fresh, f.clinic_as_of > now() - fresh,
    m.contact_id, b.bound, r.online_access, r.consent, r.in_force, r.consent_session_id, k.given_name, k.family_name
  FROM video_sessions s
  CROSS JOIN freshness f
  LEFT JOIN practices p ON p.practice_id = s.practice_id
  LEFT JOIN clients c ON c.practice_id = s.practice_id AND c.client_id = s.client_id
  LEFT JOIN accounts a ON a.practice_id = s.practice_id AND a.account_id = knocker
  LEFT JOIN staff t ON t.practice_id = s.practice_id AND t.account_id = s.clinician_id AND t.account_id = knocker
  LEFT JOIN participants m ON m.practice_id = s.practice_id AND m.session_id = s.session_id
  LEFT JOIN bindings b ON b.practice_id = s.practice_id AND b.account_id = knocker AND b.contact_id = m.contact_id
  LEFT JOIN relationships r ON r.practice_id = s.practice_id AND r.contact_id = m.contact_id AND r.client_id = s.client_id
  LEFT JOIN contacts k ON k.practice_id = s.practice_id AND k.contact_id = m.contact_id
  WHERE s.practice_id = practice AND s.session_id = wanted;
END $$
"""

# A decision is one entry of the append-only audit trail, announced by one event; both carry its id. A seat that is taken
# again while it is taken remembers one more sign-in; taken again after it ended, only the new one.
RECORD = """
CREATE FUNCTION record_knock(
  practice text, decision uuid, decided timestamptz, wanted uuid, knocker uuid, sits_as text, login_session uuid,
  asked_by uuid, asked_as text, origin text, address text, detail jsonb,
  event uuid, subject text, type text, payload bytea, traceparent text
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.practice_id', practice, true);
  INSERT INTO audit_entries
    (audit_id, practice_id, actor_account_id, actor_role, origin, address, action, subject_type, subject_id, detail, record_time)
  VALUES (decision, practice, asked_by, asked_as, origin, address,
    CASE WHEN sits_as IS NULL THEN 'join.refused' ELSE 'join.granted' END, 'account', knocker, detail, decided);
  INSERT INTO outbox (event_id, practice_id, subject, type, payload, traceparent)
  VALUES (event, practice, subject, type, payload, traceparent);
  IF sits_as IS NOT NULL THEN
    INSERT INTO seats AS seat (practice_id, session_id, account_id, kind, decision_id, login_session_ids, grant_time)
    VALUES (practice, wanted, knocker, sits_as, decision, array_remove(ARRAY[login_session], NULL), decided)
    ON CONFLICT (practice_id, session_id, account_id) DO UPDATE SET
      kind = excluded.kind, decision_id = excluded.decision_id, grant_time = excluded.grant_time, end_time = NULL, end_reason = NULL,
      login_session_ids = CASE
        WHEN seat.end_time IS NOT NULL THEN excluded.login_session_ids
        WHEN seat.login_session_ids @> excluded.login_session_ids THEN seat.login_session_ids
        ELSE seat.login_session_ids || excluded.login_session_ids END;
  END IF;
END $$
"""


def upgrade() -> None:
    """Make both."""
    op.execute(FACTS)
    op.execute(RECORD)
