/** What only the reader can do, said first: an answer somebody's online care waits for. */
import { useState } from "react";
import type { MyClients, MyPerson } from "@/api/types";
import { useWords } from "@/app/words";
import { Banner, Button } from "@/kit";
import { ConsentDialog } from "./ConsentDialog";
import "./home.css";

export function Waiting({ mine }: { mine: MyClients }) {
  const t = useWords();
  const [reading, setReading] = useState<MyPerson | null>(null);
  const waiting = mine.people.filter((person) => person.waiting.includes("CONSENT") && person.consent.may_change);
  return (
    <>
      {waiting.map((person) => (
        <Banner key={`${person.client_id} ${person.contact_id}`} tone="info" icon="document" title={t("portal.waiting.title", { name: person.given_name })}>
          <span className="p-waiting-act"><Button kind="primary" size="small" onPress={() => setReading(person)}>{t("portal.agreed.read")}</Button></span>
        </Banner>
      ))}
      {reading && <ConsentDialog person={reading} text={mine.consent_text} onClose={() => setReading(null)} />}
    </>
  );
}
