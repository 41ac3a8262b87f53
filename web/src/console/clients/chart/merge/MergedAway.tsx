/** Where the chart of a client was that is now part of another: the way there. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { clientQuery } from "@/api/clients";
import { formerNamesQuery } from "@/api/merges";
import type { Client } from "@/api/types";
import { date } from "@/app/when";
import { Button, Empty } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

export function MergedAway({ client }: { client: Client }) {
  const { t } = useVocabulary();
  const go = useNavigate();
  const keptId = client.merged_into ?? client.client_id;
  const kept = useQuery(clientQuery(keptId)).data;
  const { contact } = useSearch({ strict: false });
  const former = useQuery({ ...formerNamesQuery(keptId), enabled: contact !== undefined }).data?.people;
  const person = former?.find((one) => one.contact_id === contact && one.client_id === client.client_id)?.into_contact_id ?? contact;
  const open = () => void go({ to: "/clients/$clientId/people", params: { clientId: keptId }, search: (before: object) => ({ ...before, contact: person }), replace: true });
  return (
    <Empty icon="people" title={t("console.merge.away.title")} act={<Button kind="primary" onPress={open}>{t("console.merge.away.open")}</Button>}>
      {t("console.merge.away.text", { name: kept ? fullName(kept) : "", when: client.merge_time ? date(client.merge_time) : "" })}
    </Empty>
  );
}
