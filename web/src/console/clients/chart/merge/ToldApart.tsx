/** Charts that look like this client's and were said to be others': who said so, and the way to take it back. */
import { useQuery } from "@tanstack/react-query";
import { duplicatesQuery, useTellApart } from "@/api/merges";
import type { Client, Dismissed } from "@/api/types";
import { date } from "@/app/when";
import { Button, Note } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useBorn } from "./born";

/** "Olive Owner said so on 3 May 2026" */
export function useSaid() {
  const { t } = useVocabulary();
  return ({ dismissed_by: who, dismiss_time: time }: Dismissed) =>
    who ? t("console.merge.apart.by", { who, when: date(time) }) : t("console.merge.apart.since", { when: date(time) });
}

export function ToldApart({ client }: { client: Client }) {
  const { t, refusal } = useVocabulary();
  const born = useBorn();
  const said = useSaid();
  const tell = useTellApart(client.client_id);
  const dismissed = useQuery(duplicatesQuery(client.client_id)).data?.dismissed ?? [];
  if (dismissed.length === 0) return null;
  return (
    <div className="c-apart">
      <h3 className="c-sub">{t("console.merge.apart.title")}</h3>
      <ul>
        {dismissed.map((one) => (
          <li key={one.client_id}>
            <span className="c-pick-text"><b>{fullName(one)}</b><small>{born(one)} · {said(one)}</small></span>
            <Button size="small" busy={tell.isPending && tell.variables.otherId === one.client_id} onPress={() => tell.mutate({ otherId: one.client_id, apart: false })}>{t("console.merge.apart.undo")}</Button>
          </li>
        ))}
      </ul>
      {tell.isError && <Note tone="block">{refusal(tell.error)}</Note>}
    </div>
  );
}
