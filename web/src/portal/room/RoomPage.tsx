/** The small room of our own: shows who was let in. Stands in where a practice has no meeting address. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { isProblem } from "@/api/problem";
import { seatsQuery, sessionsQuery } from "@/api/sessions";
import type { Seat, VideoSession } from "@/api/types";
import { clock } from "@/app/when";
import { useTitle } from "@/app/surface";
import { useWords } from "@/app/words";
import { ButtonLink, Empty, ErrorState, Icon, initials, Mark } from "@/kit";
import { WaitingRoom } from "./WaitingRoom";
import "./room.css";

const route = getRouteApi("/portal/signed-in/room/$sessionId");

function Tile({ seat, own }: { seat: Seat; own: boolean }) {
  const t = useWords();
  return (
    <li className={`p-tile${seat.kind === "CLINICIAN" ? " is-clinician" : ""}`}>
      <span className="p-tile-face" aria-hidden="true">{initials(seat.display_name)}</span>
      <span className="p-tile-name"><b>{own ? t("portal.room.you", { name: seat.display_name }) : seat.display_name}</b><small>{t("portal.room.since", { time: clock(seat.grant_time) })}</small></span>
    </li>
  );
}

function Stage({ seats, account }: { seats: Seat[]; account: string }) {
  const t = useWords();
  if (seats.length === 0) return <Empty level={2} icon="doorClosed" title={t("portal.room.empty")}>{t("portal.room.emptyHelp")}</Empty>;
  return <ul className="p-tiles" aria-label={t("portal.room.who")} aria-live="polite">{seats.map((seat) => <Tile key={seat.account_id} seat={seat} own={seat.account_id === account} />)}</ul>;
}

/** Where "Leave" and a refusal lead. */
function WayOut({ staff, sessionId, inside }: { staff: boolean; sessionId: string; inside: boolean }) {
  const t = useWords();
  if (!inside && !staff) return <ButtonLink to="/join/$sessionId" params={{ sessionId }} preload={false} kind="primary">{t("portal.room.door")}</ButtonLink>;
  return <ButtonLink to={staff ? "/clients" : "/home"} kind="danger" icon="leave">{t("portal.room.leave")}</ButtonLink>;
}

function Top({ session, inside }: { session?: VideoSession; inside: boolean }) {
  const t = useWords();
  return (
    <header className="p-room-top">
      <Mark size={28} />
      <div>
        <h1>{session ? t("portal.room.with", { name: session.clinician_name }) : t("portal.room.title")}</h1>
        {session && <p>{t("portal.room.until", { time: clock(session.end_time) })}</p>}
      </div>
      {inside && <p className="p-room-who">{t("portal.room.who")}</p>}
    </header>
  );
}

export function RoomPage() {
  const t = useWords();
  const { sessionId } = route.useParams();
  const { me } = route.useRouteContext();
  const { data, error, errorUpdatedAt, refetch } = useQuery(seatsQuery(sessionId));
  const refused = isProblem(error) && (error.status === 403 || error.status === 404);
  const inside = Boolean(data) && !refused;
  const known = useQuery(sessionsQuery({ page_size: 50 }));
  const session = known.data?.sessions.find((one) => one.session_id === sessionId);
  useTitle(t("portal.room.title"));
  const alone = data?.seats.length && !data.seats.some((seat) => seat.kind === "CLINICIAN");
  if (inside && data && session && alone && !me.role) return <WaitingRoom session={session} seats={data.seats} />;
  return (
    <div className="p-room" data-theme="dark">
      <Top session={session} inside={inside} />
      <main id="main" className="p-room-stage">
        {refused && <Empty level={2} icon="doorClosed" title={t("portal.room.outside")}>{t("portal.room.outsideHelp")}</Empty>}
        {error && !refused && !data && <ErrorState error={error} at={errorUpdatedAt} again={() => void refetch()} />}
        {inside && data && <Stage seats={data.seats} account={me.account_id} />}
      </main>
      <footer className="p-room-dock">
        <p><Icon name="info" size={16} /> {t("portal.room.what")}</p>
        <WayOut staff={Boolean(me.role)} sessionId={sessionId} inside={inside} />
      </footer>
    </div>
  );
}
