/** On a chart that may have a twin, and on one that was merged away. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { clientQuery } from "@/api/clients";
import { duplicatesQuery } from "@/api/merges";
import type { Client } from "@/api/types";
import { date } from "@/app/when";
import { Banner, Button, Empty } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useMay } from "../../../frame/may";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

export function DuplicateNote({ client }: { client: Client }) {
  const { t } = useVocabulary();
  const act = useAct();
  const may = useMay()("clients:merge");
  const twin = useQuery({ ...duplicatesQuery(client.client_id), enabled: may }).data?.clients[0];
  if (!twin) return null;
  const born = twin.birth_date ? t("console.merge.born", { day: date(`${twin.birth_date}T12:00:00Z`) }) : t("console.merge.noBirth");
  return (
    <div className="c-of-age c-twin">
      <Banner tone="info" icon="people" title={t("console.merge.note.title")}>{t("console.merge.note.text", { name: fullName(twin), born })}</Banner>
      <Button kind="fix" size="small" onPress={() => act({ kind: "merge", clientId: client.client_id, otherId: twin.client_id })}>{t("console.merge.note.act")}</Button>
    </div>
  );
}

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
