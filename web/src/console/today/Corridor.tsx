/** 48 hours, one lane a clinician, nights folded. Only a picture: the list below says the same. */
import type { CSSProperties } from "react";
import type { TodaySession } from "@/api/types";
import { clock } from "@/app/when";
import { weekdayAndDay } from "../speech/short";
import { useStaffNames } from "../clients/columns";
import { cornersOf, placeOf } from "./folded";
import type { Fold } from "./folded";

const at = (left: number, width = 0) => ({ "--at": `${left}%`, "--len": `${width}%` }) as CSSProperties;
const looks = { READY: "is-ready", WATCH: "is-watch", WILL_FAIL: "is-fail" } as const;

function Lane({ name, sessions, fold, now, first }: { name: string; sessions: TodaySession[]; fold: Fold; now: number; first: boolean }) {
  return (
    <>
      <span className="c-lane-name">{name}</span>
      <span className="c-lane">
        {fold.gaps.map((gap) => <span key={gap} className="c-night" style={at(gap, fold.gap)} />)}
        {sessions.map((one) => {
          const start = placeOf(fold, new Date(one.start_time).getTime());
          const end = placeOf(fold, new Date(one.end_time).getTime());
          return <span key={one.session_id} className={`c-slot ${looks[one.outlook]}`} style={at(start, Math.max(end - start, 1.4))} title={`${one.client_name}, ${clock(one.start_time)}`} />;
        })}
        <span className={`c-now${first ? " is-first" : ""}`} style={at(placeOf(fold, now))} />
      </span>
    </>
  );
}

export function Corridor({ sessions, asOf }: { sessions: TodaySession[]; asOf: string }) {
  const nameOf = useStaffNames();
  const now = new Date(asOf).getTime();
  const fold = cornersOf(sessions, now);
  const lanes = [...new Set(sessions.map((one) => one.clinician_id))];
  return (
    <div className="c-lanes" aria-hidden="true">
      {lanes.map((clinician, index) => (
        <Lane key={clinician} name={nameOf(clinician)} sessions={sessions.filter((one) => one.clinician_id === clinician)} fold={fold} now={now} first={index === 0} />
      ))}
      <span className="c-lane-name" />
      <span className="c-axis c-wide">
        {fold.ticks.map((tick) => <span key={tick.time} className={tick.isDay ? "is-day" : ""} style={at(tick.place)}>{tick.isDay ? weekdayAndDay(new Date(tick.time)) : clock(new Date(tick.time)).replace(":00", "")}</span>)}
      </span>
    </div>
  );
}
