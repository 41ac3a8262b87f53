/** The sessions that will go as booked: named on demand, a part at a time, since nobody has to do anything about them. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Slot, Today } from "@/api/types";
import { Button } from "@/kit";
import { useStaffNames } from "../clients/columns";
import { useVocabulary } from "../speech/vocabulary";
import { When } from "./FailRow";

const AT_ONCE = 25;

function Row({ slot }: { slot: Slot }) {
  const { t } = useVocabulary();
  const nameOf = useStaffNames();
  return (
    <li className="c-fail" data-walk>
      <When session={slot} />
      <div className="c-fail-who">
        <Link data-walk-to className="c-person" to="/clients/$clientId/people" params={{ clientId: slot.client_id }} search={{}}>{slot.client_name}</Link>
        <p className="c-meta">{t("console.chart.with", { name: nameOf(slot.clinician_id) })}</p>
      </div>
    </li>
  );
}

export function ReadyList({ today, slots }: { today: Today; slots: Slot[] }) {
  const { t } = useVocabulary();
  const [shown, setShown] = useState(0);
  const named = new Set(today.sessions.map((one) => one.session_id));
  const ready = slots.filter((one) => !named.has(one.session_id));
  if (ready.length === 0) return null;
  return (
    <section className="c-today-list" aria-labelledby="ready">
      <div className="c-today-head"><h2 id="ready">{t("console.outlook.READY")}</h2><p className="c-wide">{t("console.today.readyText")}</p></div>
      {shown > 0 && <ul className="k-card c-ready">{ready.slice(0, shown).map((one) => <Row key={one.session_id} slot={one} />)}</ul>}
      {shown < ready.length && <Button kind="quiet" size="small" onPress={() => setShown(shown + AT_ONCE)}>{shown ? t("console.today.readyMore") : t("console.today.readyShow", { count: ready.length })}</Button>}
    </section>
  );
}
