/** Video sessions by day: join as the clinician, move, cancel; who takes part and how the door stands. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useCancelSession, useJoin } from "@/api/sessions";
import { isProblem } from "@/api/problem";
import type { VideoSession } from "@/api/types";
import { clock, day, dayKey, inLine } from "@/app/when";
import { Button, Chip, Dialog, Note, toast } from "@/kit";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";
import { GuestsDialog } from "./GuestsDialog";
import "./sessions.css";

export interface SessionListProps { sessions: VideoSession[]; clientName?: (clientId: string) => string; me: string }

type Phase = "cancelled" | "over" | "open" | "early";
function phaseOf(session: VideoSession, now = Date.now()): Phase {
  if (session.state === "CANCELLED") return "cancelled";
  if (new Date(session.close_time).getTime() < now) return "over";
  return new Date(session.open_time).getTime() <= now ? "open" : "early";
}

function Standing({ session }: { session: VideoSession }) {
  const { t } = useVocabulary();
  switch (phaseOf(session)) {
    case "cancelled": return <Chip tone="quiet" icon="cross">{t("console.sessions.cancelled")}</Chip>;
    case "over": return <Chip tone="quiet" icon="check">{t("console.sessions.over")}</Chip>;
    case "open": return <Chip tone="ok" icon="doorOpen">{t("console.sessions.open")}</Chip>;
    default: return <Chip tone="info" icon="doorClosed">{t("console.sessions.opens", { when: clock(session.open_time) })}</Chip>;
  }
}

function JoinButton({ session }: { session: VideoSession }) {
  const { t, named, refusal } = useVocabulary();
  const join = useJoin();
  const reasons = isProblem(join.error) && Array.isArray(join.error.metadata.reasons) ? join.error.metadata.reasons.map(String) : [];
  const why = join.error && (reasons.length ? reasons.map((one) => named("reason", one)).join(", ") : isProblem(join.error) && join.error.status === 403 ? named("reason", join.error.reason) : refusal(join.error));
  return (
    <>
      <Button kind="primary" size="small" icon="video" busy={join.isPending} busyLabel={t("console.sessions.joining")} onPress={() => join.mutate(session.session_id, { onSuccess: (grant) => window.location.assign(grant.url) })}>{t("console.sessions.join")}</Button>
      {why && <Note tone="block">{t("console.sessions.joinRefused", { reason: why })}</Note>}
    </>
  );
}

function CancelDialog({ session, name, onClose }: { session: VideoSession; name: string; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const cancel = useCancelSession();
  const go = () => cancel.mutate(session.session_id, { onSuccess: () => { toast(t("console.done.cancelled", { when: inLine(session.start_time) })); onClose(); } });
  return (
    <Dialog size="small" alert isOpen onClose={onClose} title={t("console.sessions.cancelTitle", { name, when: inLine(session.start_time) })} footer={<>
      <Button autoFocus onPress={onClose}>{t("console.sessions.keep")}</Button>
      <Button kind="danger" busy={cancel.isPending} onPress={go}>{t("console.sessions.cancel")}</Button>
    </>}>
      <p>{t("console.sessions.cancelText")}</p>
      {cancel.isError && <Note tone="block">{refusal(cancel.error)}</Note>}
    </Dialog>
  );
}

function Line({ session, clientName, me }: { session: VideoSession } & Omit<SessionListProps, "sessions">) {
  const { t } = useVocabulary();
  const [leaving, setLeaving] = useState(false);
  const [inviting, setInviting] = useState(false);
  const may = useMay();
  const phase = phaseOf(session);
  const alive = phase === "open" || phase === "early";
  return (
    <li className={`c-session is-${phase}`} data-walk>
      <div className="c-session-when"><b className="k-num">{clock(session.start_time)}</b><span className="c-meta">{t("console.sessions.until", { when: clock(session.end_time) })}</span></div>
      <div className="c-session-who">
        {clientName && <Link data-walk-to className="c-person" to="/clients/$clientId/sessions" params={{ clientId: session.client_id }} search={{}}>{clientName(session.client_id)}</Link>}
        <span className={clientName ? "c-meta" : "c-person"}>{t("console.chart.with", { name: session.clinician_name })}</span>
      </div>
      <Standing session={session} />
      <div className="c-session-acts">
        {alive && session.clinician_id === me && <JoinButton session={session} />}
        {may("guests:read") && <Button kind="quiet" size="small" onPress={() => setInviting(true)}>{t("console.guests")}</Button>}
        {alive && <Button kind="quiet" size="small" onPress={() => setLeaving(true)}>{t("console.sessions.cancel")}</Button>}
      </div>
      {inviting && <GuestsDialog session={session} past={phase === "cancelled" || phase === "over" ? phase : undefined} name={clientName?.(session.client_id) ?? ""} onClose={() => setInviting(false)} />}
      {leaving && <CancelDialog session={session} name={clientName?.(session.client_id) ?? ""} onClose={() => setLeaving(false)} />}
    </li>
  );
}

export function SessionList({ sessions, ...rest }: SessionListProps) {
  const days = [...new Set(sessions.map((one) => dayKey(one.start_time)))];
  return (
    <>
      {days.map((key) => {
        const those = sessions.filter((one) => dayKey(one.start_time) === key);
        return (
          <section key={key} className="c-session-day">
            <h2>{day(those[0]!.start_time, "long")}</h2>
            <ul className="k-card">{those.map((session) => <Line key={session.session_id} session={session} {...rest} />)}</ul>
          </section>
        );
      })}
    </>
  );
}
