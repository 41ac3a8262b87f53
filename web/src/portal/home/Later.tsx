/** The sessions after the next one. */
import type { MyPerson, VideoSession } from "@/api/types";
import { clock, dateBlock, day } from "@/app/when";
import { useWords } from "@/app/words";
import "./home.css";

export function Later({ sessions, people }: { sessions: VideoSession[]; people: MyPerson[] }) {
  const t = useWords();
  if (sessions.length === 0) return null;
  const nameOf = (session: VideoSession) => people.find((person) => person.client_id === session.client_id)?.given_name;
  return (
    <section className="p-card is-tight" aria-labelledby="later">
      <h2 id="later">{t("portal.home.later")}</h2>
      <ul className="p-list">
        {sessions.map((session) => {
          const { day: number, below } = dateBlock(session.start_time);
          return (
            <li key={session.session_id}>
              <span className="p-date" aria-hidden="true"><b>{number}</b><small>{below}</small></span>
              <span className="p-grow">
                <span className="k-unseen">{`${day(session.start_time, "long")}, `}</span>
                {[nameOf(session), clock(session.start_time)].filter(Boolean).join(", ")}
                <small>{t("portal.home.withName", { name: session.clinician_name })}</small>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
