/** Which chart is the other one: the likely ones first, else by the search that finds clients everywhere. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { clientsQuery } from "@/api/clients";
import { duplicatesQuery } from "@/api/merges";
import type { Client, Likeness } from "@/api/types";
import { Avatar, Button, Dialog, Note, TextField } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useBorn } from "./born";

interface Found { client_id: string; given_name: string; family_name: string; birth_date: string | null; status: string; likeness?: Likeness }

function Charts({ label, found, onChoose }: { label: string; found: Found[]; onChoose: (clientId: string) => void }) {
  const { t } = useVocabulary();
  const born = useBorn();
  const about = (one: Found) => [
    born(one), one.status === "ARCHIVED" && t("console.state.archived"), one.likeness && t(`console.merge.like.${one.likeness}`),
  ].filter(Boolean).join(" · ");
  return (
    <ListBox aria-label={label} items={found} selectionMode="none" onAction={(key) => onChoose(String(key))} className="c-known">
      {(one) => (
        <ListBoxItem id={one.client_id} textValue={fullName(one)} className="c-pick">
          <Avatar name={fullName(one)} />
          <span className="c-pick-text"><b>{fullName(one)}</b><small>{about(one)}</small></span>
        </ListBoxItem>
      )}
    </ListBox>
  );
}

export function FindChart({ client, onChoose, onClose }: { client: Client; onChoose: (clientId: string) => void; onClose: () => void }) {
  const { t } = useVocabulary();
  const [typed, setTyped] = useState("");
  const searching = typed.trim().length > 1;
  const likely = useQuery(duplicatesQuery(client.client_id)).data?.clients ?? [];
  const list = useInfiniteQuery({ ...clientsQuery({ query: typed.trim(), page_size: 10 }), enabled: searching });
  const found = searching ? (list.data?.pages.flatMap((page) => page.clients) ?? []).filter((one) => one.client_id !== client.client_id) : [];
  return (
    <Dialog isOpen onClose={onClose} title={t("console.merge.title")} meta={t("console.merge.meta", { name: fullName(client) })} footer={<Button onPress={onClose}>{t("console.act.cancel")}</Button>}>
      <div className="c-form">
        <p>{t("console.merge.which", { name: fullName(client) })}</p>
        {likely.length > 0 && <section className="c-merge-likely"><h3 className="c-sub">{t("console.merge.likely")}</h3><Charts label={t("console.merge.likely")} found={likely} onChoose={onChoose} /></section>}
        <TextField label={t("console.search.label")} placeholder={t("console.search.hint")} value={typed} onChange={setTyped} />
        <Charts label={t("console.merge.found")} found={found} onChoose={onChoose} />
        {searching && list.isSuccess && found.length === 0 && <Note>{t("console.clients.noMatch.text", { query: typed })}</Note>}
      </div>
    </Dialog>
  );
}
