/** 48 hours, one lane a clinician, nights folded. Only a picture: the list below says the same. */
import { useState } from "react";
import type { CSSProperties } from "react";
import type { Slot, Today } from "@/api/types";
import { clock } from "@/app/when";
import { Button } from "@/kit";
import { weekdayAndDay } from "../speech/short";
import { useStaffNames } from "../clients/columns";
import { useVocabulary } from "../speech/vocabulary";
import { cornersOf, placeOf } from "./folded";
import type { Fold } from "./folded";

const at = (left: number, width = 0) => ({ "--at": `${left}%`, "--len": `${width}%` }) as CSSProperties;
/** As many lanes as can be read without scrolling past what has to be mended. */
const LANES = 10;
const looks = { READY: "is-ready", WATCH: "is-watch", WILL_FAIL: "is-fail" } as const;

type Look = (typeof looks)[keyof typeof looks];
type Looks = Map<string, Look>;

function Lane({ name, slots, looksOf, fold, now, first }: { name: string; slots: Slot[]; looksOf: Looks; fold: Fold; now: number; first: boolean }) {
  return (
    <>
      <span className="c-lane-name">{name}</span>
      <span className="c-lane">
        {fold.gaps.map((gap) => <span key={gap} className="c-night" style={at(gap, fold.gap)} />)}
        {slots.map((one) => {
          const start = placeOf(fold, new Date(one.start_time).getTime());
          const end = placeOf(fold, new Date(one.end_time).getTime());
          return <span key={one.session_id} className={`c-slot ${looksOf.get(one.session_id) ?? looks.READY}`} style={at(start, Math.max(end - start, 1.4))} title={`${one.client_name}, ${clock(one.start_time)}`} />;
        })}
        <span className={`c-now${first ? " is-first" : ""}`} style={at(placeOf(fold, now))} />
      </span>
    </>
  );
}

/** The clinicians in the order of their next session; of many, those first who have one that needs somebody. */
function lanesOf(slots: Slot[], looksOf: Looks): (string | null)[] {
  const lanes = [...new Set(slots.map((one) => one.clinician_id))];
  if (lanes.length <= LANES) return lanes;
  const amiss = new Set(slots.filter((one) => looksOf.has(one.session_id)).map((one) => one.clinician_id));
  return [...lanes.filter((one) => amiss.has(one)), ...lanes.filter((one) => !amiss.has(one))];
}

export function Corridor({ slots, today }: { slots: Slot[]; today: Today }) {
  const { t } = useVocabulary();
  const nameOf = useStaffNames();
  const [whole, setWhole] = useState(false);
  const now = new Date(today.as_of).getTime();
  const fold = cornersOf(slots, now);
  const looksOf: Looks = new Map(today.sessions.filter((one) => one.outlook !== "READY").map((one) => [one.session_id, looks[one.outlook]]));
  const lanes = lanesOf(slots, looksOf);
  return (
    <>
      <div className="c-lanes" aria-hidden="true">
        {(whole ? lanes : lanes.slice(0, LANES)).map((clinician, index) => (
          <Lane key={clinician} name={nameOf(clinician)} slots={slots.filter((one) => one.clinician_id === clinician)} looksOf={looksOf} fold={fold} now={now} first={index === 0} />
        ))}
        <span className="c-lane-name" />
        <span className="c-axis c-wide">
          {fold.ticks.map((tick) => <span key={tick.time} className={tick.isDay ? "is-day" : ""} style={at(tick.place)}>{tick.isDay ? weekdayAndDay(new Date(tick.time)) : clock(new Date(tick.time)).replace(":00", "")}</span>)}
        </span>
      </div>
      {lanes.length > LANES && <Button kind="quiet" size="small" onPress={() => setWhole(!whole)}>{whole ? t("console.today.lanesFewer") : t("console.today.lanesAll", { count: lanes.length })}</Button>}
    </>
  );
}
