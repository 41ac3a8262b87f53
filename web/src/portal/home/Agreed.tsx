/** What was agreed to, for whom and since when; given and taken back here, where nothing forbids it. */
import { useState } from "react";
import type { MyPerson, Text } from "@/api/types";
import { date } from "@/app/when";
import { useWords } from "@/app/words";
import { Button, Chip, IconButton } from "@/kit";
import { ConsentDialog } from "./ConsentDialog";
import "./home.css";

function stands(person: MyPerson, t: ReturnType<typeof useWords>): string {
  const { state, change_time: since } = person.consent;
  if (state === "GRANTED") return since ? t("portal.agreed.since", { date: date(since) }) : t("portal.agreed.yesOnline");
  if (state === "WITHDRAWN") return since ? t("portal.agreed.withdrawn", { date: date(since) }) : t("portal.agreed.not");
  return t("portal.agreed.not");
}

function Line({ person, onRead }: { person: MyPerson; onRead: () => void }) {
  const t = useWords();
  const granted = person.consent.state === "GRANTED";
  const name = [person.given_name, person.family_name].join(" ");
  return (
    <li>
      <span className="p-grow">{person.relationship === "SELF" ? name : person.given_name}<small>{stands(person, t)}</small></span>
      {granted && <Chip tone="ok">{t("portal.agreed.yes")}</Chip>}
      {person.consent.may_change && (granted
        ? <IconButton icon="next" label={t("portal.agreed.changeFor", { name })} onPress={onRead} />
        : <Button size="small" aria-label={t("portal.agreed.readFor", { name })} onPress={onRead}>{t("portal.agreed.read")}</Button>)}
    </li>
  );
}

export function Agreed({ people, text }: { people: MyPerson[]; text: Text }) {
  const t = useWords();
  const [reading, setReading] = useState<MyPerson | null>(null);
  if (people.length === 0) return null;
  return (
    <section className="p-card is-tight" aria-labelledby="agreed">
      <h2 id="agreed">{t("portal.agreed.title")}</h2>
      <ul className="p-list">
        {people.map((person) => <Line key={`${person.client_id} ${person.contact_id}`} person={person} onRead={() => setReading(person)} />)}
      </ul>
      {reading && <ConsentDialog person={reading} text={text} onClose={() => setReading(null)} />}
    </section>
  );
}
