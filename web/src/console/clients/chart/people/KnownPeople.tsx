/** Finding somebody the practice knows: the people beside the clients that a search finds. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { clientsQuery } from "@/api/clients";
import type { ClientRow } from "@/api/types";
import { Avatar, Note, TextField } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

export interface KnownPerson { contact_id: string; given_name: string; family_name: string; beside: string }

/** Everybody once, with the clients they stand beside. */
function peopleOf(clients: ClientRow[]): KnownPerson[] {
  const found = new Map<string, KnownPerson>();
  for (const client of clients) {
    for (const person of client.people) {
      const before = found.get(person.contact_id);
      found.set(person.contact_id, { ...person, beside: before ? `${before.beside}, ${fullName(client)}` : fullName(client) });
    }
  }
  return [...found.values()];
}

export function KnownPeople({ chosen, onChoose, missing }: { chosen: KnownPerson | null; onChoose: (person: KnownPerson) => void; missing: boolean }) {
  const { t } = useVocabulary();
  const [typed, setTyped] = useState("");
  const list = useInfiniteQuery({ ...clientsQuery({ query: typed.trim(), page_size: 10 }), enabled: typed.trim().length > 1 });
  const people = typed.trim().length > 1 ? peopleOf(list.data?.pages.flatMap((page) => page.clients) ?? []) : [];
  return (
    <div className="c-form">
      <TextField label={t("console.search.label")} placeholder={t("console.search.hint")} value={typed} onChange={setTyped} help={t("console.people.knownHelp")} error={missing ? t("console.people.chooseOne") : undefined} />
      <ListBox
        aria-label={t("console.people.known")} items={people} selectionMode="single" selectedKeys={chosen ? [chosen.contact_id] : []} className="c-known"
        onSelectionChange={(keys) => { const one = people.find((person) => keys !== "all" && keys.has(person.contact_id)); if (one) onChoose(one); }}
      >
        {(person) => (
          <ListBoxItem id={person.contact_id} textValue={fullName(person)} className="c-pick">
            <Avatar name={fullName(person)} />
            <span className="c-pick-text"><b>{fullName(person)}</b><small>{t("console.people.beside", { names: person.beside })}</small></span>
          </ListBoxItem>
        )}
      </ListBox>
      {list.isSuccess && typed.trim().length > 1 && people.length === 0 && <Note>{t("console.clients.noMatch.text", { query: typed })}</Note>}
    </div>
  );
}
