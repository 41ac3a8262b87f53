/** Whose sessions to show, for a sign-in with several people. */
import { ToggleButton } from "react-aria-components/ToggleButton";
import type { MyPerson, VideoSession } from "@/api/types";
import { dayBrief } from "@/app/when";
import { useWords } from "@/app/words";
import { upcoming } from "./upcoming";
import "./home.css";

interface PeopleChooserProps { people: MyPerson[]; sessions: VideoSession[]; now: Date; chosen: string | null; onChoose: (clientId: string | null) => void }

function nextOf(person: MyPerson, sessions: VideoSession[], now: Date): string | null {
  const next = upcoming(sessions, now, person.client_id)[0];
  return next ? dayBrief(next.start_time, now) : null;
}

export function PeopleChooser({ people, sessions, now, chosen, onChoose }: PeopleChooserProps) {
  const t = useWords();
  const children = people.every((person) => person.minor);
  const all = t(children ? "portal.home.children" : "portal.home.people", { count: people.length });
  return (
    <div className="p-people" role="group" aria-label={t("portal.home.whose")}>
      <ToggleButton className="p-person" isSelected={chosen === null} onChange={() => onChoose(null)}><b>{t("portal.home.all")}</b><small>{all}</small></ToggleButton>
      {people.map((person) => (
        <ToggleButton key={person.client_id} className="p-person" isSelected={chosen === person.client_id} onChange={() => onChoose(person.client_id)}>
          <b>{person.given_name}</b><small>{nextOf(person, sessions, now) ?? t("portal.home.noneYet")}</small>
        </ToggleButton>
      ))}
    </div>
  );
}
