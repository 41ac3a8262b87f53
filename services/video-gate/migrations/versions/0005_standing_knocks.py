"""A granted join is recorded only while what it was decided by still stands."""

from alembic import op

revision = "0005"
down_revision = "0004"

# knock_facts with two columns more: what the decision is recorded against. The one before stays for processes of the release before.
# standing is a sum of versions: they only grow, so it differs as soon as any does. Null for who can't be let in by this row.
FACTS = """
CREATE FUNCTION knock_facts_standing(practice text, login_session uuid, test_clock boolean, wanted uuid, knocker uuid, fresh interval)
RETURNS TABLE (
  instant timestamptz, revoked boolean, client_id uuid, start_time timestamptz, end_time timestamptz, state text, clinician_id uuid,
  session_url text, early_join_minutes int, practice_url text, account_state text, role text, staff_name text, client_active boolean,
  identity_fresh boolean, clinic_fresh boolean, contact_id uuid, bound boolean, online_access boolean, consent text, in_force boolean,
  consent_session_id uuid, given_name text, family_name text, version bigint, standing bigint
) LANGUAGE plpgsql VOLATILE SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
BEGIN
  SELECT b.instant, b.revoked INTO instant, revoked FROM app_begin(practice, login_session, test_clock) b;
  RETURN QUERY
  SELECT knock_facts_standing.instant, knock_facts_standing.revoked, s.client_id, s.start_time, s.end_time, s.state, s.clinician_id,
    s.video_url, p.early_join_minutes, p.video_url, a.state, t.role, t.display_name, c.active,
    f.identity_as_of > now() - fresh, f.clinic_as_of > now() - fresh,
    m.contact_id, b.bound, r.online_access, r.consent, r.in_force, r.consent_session_id, k.given_name, k.family_name,
    s.version, CASE WHEN t.role IS NULL THEN c.version + a.version + b.version + r.version ELSE a.version + t.version END
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

# Whoever changes what a knock is decided by has the practice's knocks wait, and looks at the seats in the same transaction; who records
# one holds them together with other knocks. So one of two things is true: the change is there to be read, or it waits and finds the seat.
# Locks on the rows themselves would do the same, and write every one of them at every join. The practice's settings aren't among what is
# watched: no change of them costs a seat, so a knock just came before it. Nor are the participants, who change with their video session:
# a booking adds them while it holds rows that a change may wait for.
WATCHED = ("accounts", "bindings", "clients", "relationships", "staff", "video_sessions")
WAIT = """
CREATE FUNCTION knocks_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7266005, hashtext(current_setting('app.practice_id', true)));
  RETURN NULL;
END $$
"""
STANDS = """
CREATE FUNCTION knock_stands(
  practice text, wanted uuid, knocker uuid, sits_as text, login_session uuid, decided_version bigint, decided_standing bigint
) RETURNS boolean LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE standing bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7266005, hashtext(practice));
  IF sits_as = 'CLINICIAN' THEN
    SELECT a.version + t.version INTO standing
    FROM video_sessions s
    JOIN accounts a ON a.practice_id = s.practice_id AND a.account_id = knocker
    JOIN staff t ON t.practice_id = s.practice_id AND t.account_id = knocker
    WHERE s.practice_id = practice AND s.session_id = wanted AND s.version = decided_version;
  ELSE
    SELECT sum(one.standing) INTO standing FROM (
      SELECT c.version + a.version + b.version + r.version AS standing
      FROM video_sessions s
      JOIN clients c ON c.practice_id = s.practice_id AND c.client_id = s.client_id
      JOIN accounts a ON a.practice_id = s.practice_id AND a.account_id = knocker
      JOIN participants m ON m.practice_id = s.practice_id AND m.session_id = s.session_id
      JOIN bindings b ON b.practice_id = s.practice_id AND b.account_id = knocker AND b.contact_id = m.contact_id
      JOIN relationships r ON r.practice_id = s.practice_id AND r.contact_id = m.contact_id AND r.client_id = s.client_id
      WHERE s.practice_id = practice AND s.session_id = wanted AND s.version = decided_version
    ) one;
  END IF;
  RETURN standing IS NOT DISTINCT FROM decided_standing AND NOT (login_session IS NOT NULL AND EXISTS (
    SELECT 1 FROM revoked_login_sessions r WHERE r.practice_id = practice AND r.login_session_id = login_session));
END $$
"""

# As record_knock of 0002; false, with nothing written, where what a granted decision was made by stands no more. That one stays for
# processes of the release before: what they have prepared must go on returning what it returned.
RECORD = """
CREATE FUNCTION record_knock_standing(
  practice text, decision uuid, decided timestamptz, wanted uuid, knocker uuid, sits_as text, login_session uuid,
  asked_by uuid, asked_as text, origin text, address text, detail jsonb,
  event uuid, subject text, type text, payload bytea, traceparent text, decided_version bigint, decided_standing bigint
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.practice_id', practice, true);
  IF sits_as IS NOT NULL
    AND NOT knock_stands(practice, wanted, knocker, sits_as, login_session, decided_version, decided_standing)
  THEN RETURN false; END IF;
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
  RETURN true;
END $$
"""


def upgrade() -> None:
    """Make them."""
    op.execute(FACTS)
    op.execute(WAIT)
    for table in WATCHED:
        # A row that is new has let nobody in.
        op.execute(f"CREATE TRIGGER knocks_wait BEFORE UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION knocks_wait()")
    op.execute(STANDS)
    op.execute(RECORD)
