/** Where the chart of a client was that is now part of another: the way there. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { clientQuery } from "@/api/clients";
import type { Client } from "@/api/types";
import { date } from "@/app/when";
import { Button, Empty } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

export function MergedAway({ client }: { client: Client }) {
  const { t } = useVocabulary();
  const go = useNavigate();
  const kept = useQuery(clientQuery(client.merged_into ?? client.client_id)).data;
  const open = () => void go({ to: "/clients/$clientId/people", params: { clientId: client.merged_into ?? "" }, search: (before: object) => before, replace: true });
  return (
    <Empty icon="people" title={t("console.merge.away.title")} act={<Button kind="primary" onPress={open}>{t("console.merge.away.open")}</Button>}>
      {t("console.merge.away.text", { name: kept ? fullName(kept) : "", when: client.merge_time ? date(client.merge_time) : "" })}
    </Empty>
  );
}
