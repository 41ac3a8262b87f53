/** The small room of our own: who was let in, and the reader's own picture. Stands in where a practice has no meeting address. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { isProblem } from "@/api/problem";
import { seatsQuery, sessionsQuery } from "@/api/sessions";
import type { Me, Seat, VideoSession } from "@/api/types";
import { useTitle } from "@/app/surface";
import { useNow } from "@/app/use-now";
import { clock } from "@/app/when";
import { useWords } from "@/app/words";
import { ButtonLink, Empty, ErrorState, Mark } from "@/kit";
import { Call } from "./Call";
import { DevicesDialog } from "./DevicesDialog";
import { useOwnMedia } from "./useOwnMedia";
import { WaitingRoom } from "./WaitingRoom";
import "./room.css";

const route = getRouteApi("/portal/signed-in/room/$sessionId");

/** Where somebody who isn't in goes. */
function Outside({ staff, sessionId }: { staff: boolean; sessionId: string }) {
  const t = useWords();
  if (staff) return <ButtonLink to="/clients" kind="secondary">{t("portal.room.leave")}</ButtonLink>;
  return <ButtonLink to="/join/$sessionId" params={{ sessionId }} preload={false} kind="primary">{t("portal.room.door")}</ButtonLink>;
}

function Top({ session }: { session?: VideoSession }) {
  const t = useWords();
  const now = useNow();
  return (
    <header className="p-room-top">
      <Mark size={28} />
      <div>
        <h1>{session ? t("portal.room.with", { name: session.clinician_name }) : t("portal.room.title")}</h1>
        {session && <p>{t("portal.room.until", { time: clock(session.end_time) })}</p>}
      </div>
      <time>{clock(now)}</time>
    </header>
  );
}

interface InsideProps { seats: Seat[]; me: Me; session?: VideoSession }

/** Let in: before the clinician the waiting room, then the room, with the same camera and microphone. */
function Inside({ seats, me, session }: InsideProps) {
  const own = useOwnMedia();
  const [choosing, setChoosing] = useState(false);
  const choose = () => setChoosing(true);
  const alone = seats.length > 0 && !seats.some((seat) => seat.kind === "CLINICIAN");
  return (
    <>
      {session && alone && !me.role
        ? <WaitingRoom session={session} seats={seats} own={own} onDevices={choose} />
        : <div className="p-room" data-theme="dark"><Top session={session} /><Call seats={seats} account={me.account_id} leaveTo={me.role ? "/clients" : "/home"} own={own} onDevices={choose} /></div>}
      <DevicesDialog own={own} isOpen={choosing} onClose={() => setChoosing(false)} />
    </>
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
  if (inside && data) return <Inside seats={data.seats} me={me} session={session} />;
  return (
    <div className="p-room" data-theme="dark">
      <Top session={session} />
      <main id="main" className="p-room-stage is-plain">
        {!data && !error && <p className="p-room-wait" role="status"><span className="k-spin" />{t("portal.device.moment")}</p>}
        {refused && <Empty level={2} icon="doorClosed" title={t("portal.room.outside")}>{t("portal.room.outsideHelp")}</Empty>}
        {error && !refused && <ErrorState error={error} at={errorUpdatedAt} again={() => void refetch()} />}
      </main>
      {error && <footer className="p-room-foot"><Outside staff={Boolean(me.role)} sessionId={sessionId} /></footer>}
    </div>
  );
}
