/** The room itself: who is in, the reader beside them, and what they can press. Pictures of others come with a video service. */
import type { Seat } from "@/api/types";
import { clock } from "@/app/when";
import { useWords } from "@/app/words";
import { initials } from "@/kit";
import { Controls } from "./Controls";
import { SelfTile } from "./SelfView";
import type { OwnMedia } from "./useOwnMedia";

function Tile({ seat }: { seat: Seat }) {
  const t = useWords();
  return (
    <li className={`p-tile${seat.kind === "CLINICIAN" ? " is-clinician" : ""}`}>
      <span className="p-tile-face" aria-hidden="true">{initials(seat.display_name)}</span>
      <span className="p-tile-name"><b>{seat.display_name}</b><small>{t("portal.room.since", { time: clock(seat.grant_time) })}</small></span>
    </li>
  );
}

function Nobody() {
  const t = useWords();
  return <li className="p-tile"><span className="p-tile-off"><b>{t("portal.room.empty")}</b><span>{t("portal.room.emptyHelp")}</span></span></li>;
}

interface CallProps { /** Everybody who was let in, the reader too. */ seats: Seat[]; account: string; leaveTo: "/clients" | "/home"; own: OwnMedia; onDevices: () => void }

export function Call({ seats, account, leaveTo, own, onDevices }: CallProps) {
  const t = useWords();
  const [clinicians, rest] = [true, false].map((is) => seats.filter((seat) => seat.account_id !== account && (seat.kind === "CLINICIAN") === is));
  // Whom everybody came for stands first, where the largest picture is.
  const others = [...clinicians!, ...rest!];
  const said = [own.states.audio === "on" ? t("portal.room.micOn") : t("portal.room.micOff"), own.states.video === "on" ? t("portal.room.cameraOn") : t("portal.room.cameraOff")];
  return (
    <>
      <main id="main" className="p-room-stage">
        <ul className={`p-tiles${others.length > 1 ? " is-many" : ""}`} aria-label={t("portal.room.who")}>
          {others.map((seat) => <Tile key={seat.account_id} seat={seat} />)}
          {others.length === 0 && <Nobody />}
          <SelfTile own={own} onMend={onDevices} />
        </ul>
        <p className="k-unseen" aria-live="polite">{said.join(" ")}</p>
        <p className="p-room-what">{t("portal.room.what")}</p>
      </main>
      <Controls own={own} onMend={onDevices} onDevices={onDevices} leaveTo={leaveTo} />
    </>
  );
}
