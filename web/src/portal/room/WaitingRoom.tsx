/** Let in before the clinician: what is known, who is in, and what to do when nobody comes. */
import { useState } from "react";
import type { Seat, VideoSession } from "@/api/types";
import { useNow } from "@/app/use-now";
import { clock } from "@/app/when";
import { useWords } from "@/app/words";
import { ButtonLink, DoorScene, PortalShell, TextButton } from "@/kit";
import { Told, TellForm, useMyCall } from "../join/TellPractice";
import { PageHead } from "../parts/PageHead";
import { SelfView } from "./SelfView";
import type { OwnMedia } from "./useOwnMedia";
import "../home/home.css";

const LATE = 10 * 60_000;

function NobodyComes({ session }: { session: VideoSession }) {
  const t = useWords();
  const now = useNow(15);
  const [telling, setTelling] = useState(false);
  const call = useMyCall(session.session_id, session.client_id);
  const late = Date.parse(session.start_time) + LATE;
  if (call) return <Told call={call} />;
  if (telling || now.getTime() > late) return <TellForm sessionId={session.session_id} again={false} />;
  return (
    <p className="k-help">
      {t("portal.wait.kept", { name: session.clinician_name, late: clock(new Date(late)) })}{" "}
      <TextButton onPress={() => setTelling(true)}>{t("portal.call.tell")}</TextButton>
    </p>
  );
}

interface WaitingRoomProps { session: VideoSession; seats: Seat[]; own: OwnMedia; onDevices: () => void }

export function WaitingRoom({ session, seats, own, onDevices }: WaitingRoomProps) {
  const t = useWords();
  const begun = useNow(15) >= new Date(session.start_time);
  const leave = <ButtonLink to="/home" kind="quiet" wide icon="leave">{t("portal.wait.leave")}</ButtonLink>;
  return (
    <PortalShell dock={leave}>
      <DoorScene state="open" />
      <PageHead title={t("portal.wait.title")} live>{t(begun ? "portal.wait.begun" : "portal.wait.lead", { name: session.clinician_name, time: clock(session.start_time) })}</PageHead>
      <SelfView own={own} onMend={onDevices} />
      <section className="p-card is-tight" aria-labelledby="who" aria-live="polite">
        <h2 id="who">{t("portal.room.who")}</h2>
        <ul className="p-list">{seats.map((seat) => <li key={seat.account_id}>{seat.display_name}</li>)}</ul>
      </section>
      <NobodyComes session={session} />
    </PortalShell>
  );
}
