/** For whom: a chart with everybody on it, or one of its people. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { clientsQuery } from "@/api/clients";
import type { ClientRow } from "@/api/types";
import { Avatar, Button, Dialog, Note, TextField } from "@/kit";
import { fullName, useVocabulary } from "../speech/vocabulary";

interface Found { key: string; client: string; contact?: string; name: string; small: string }

function useFound(clients: ClientRow[]): Found[] {
  const { t, relationship } = useVocabulary();
  return clients.flatMap((client) => [
    { key: client.client_id, client: client.client_id, name: fullName(client), small: t("console.audit.whom.chart") },
    ...client.people.filter((one) => one.relationship !== "SELF").map((one) => ({
      key: `${client.client_id} ${one.contact_id}`, client: client.client_id, contact: one.contact_id, name: fullName(one),
      small: t("console.audit.beside", { name: relationship(one), client: fullName(client) }),
    })),
  ]);
}

interface WhomProps { isOpen: boolean; onClose: () => void; onChoose: (whom: { client?: string; contact?: string }) => void; isChosen: boolean }

export function WhomDialog({ isOpen, onClose, onChoose, isChosen }: WhomProps) {
  const { t } = useVocabulary();
  const [typed, setTyped] = useState("");
  const query = typed.trim();
  const list = useInfiniteQuery({ ...clientsQuery({ query, page_size: 10 }), enabled: isOpen && query.length > 1 });
  const found = useFound(query.length > 1 ? list.data?.pages.flatMap((page) => page.clients) ?? [] : []);
  const choose = (whom: { client?: string; contact?: string }) => { onChoose(whom); setTyped(""); onClose(); };
  return (
    <Dialog
      title={t("console.audit.whom.title")} size="small" isOpen={isOpen} onClose={onClose}
      footer={isChosen ? <Button onPress={() => choose({ client: undefined, contact: undefined })}>{t("console.audit.whom.clear")}</Button> : undefined}
    >
      <div className="c-form">
        <TextField label={t("console.audit.whom.find")} value={typed} onChange={setTyped} help={t("console.audit.whom.hint")} autoFocus />
        <ListBox
          aria-label={t("console.audit.whom")} items={found} selectionMode="single" className="c-known"
          onSelectionChange={(keys) => { const one = found.find((each) => keys !== "all" && keys.has(each.key)); if (one) choose({ client: one.client, contact: one.contact }); }}
        >
          {(one) => (
            <ListBoxItem id={one.key} textValue={one.name} className="c-pick">
              <Avatar name={one.name} />
              <span className="c-pick-text"><b>{one.name}</b><small>{one.small}</small></span>
            </ListBoxItem>
          )}
        </ListBox>
        {list.isSuccess && query.length > 1 && found.length === 0 && <Note>{t("console.audit.whom.none", { query })}</Note>}
      </div>
    </Dialog>
  );
}
