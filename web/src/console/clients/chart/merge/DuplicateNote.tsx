/** On a chart that may have a twin: look at both, or say that they are two. */
import { useQuery } from "@tanstack/react-query";
import { duplicatesQuery, useTellApart } from "@/api/merges";
import type { Client } from "@/api/types";
import { Banner, Button, Note, toast } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useMay } from "../../../frame/may";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useBorn } from "./born";

export function DuplicateNote({ client }: { client: Client }) {
  const { t, refusal } = useVocabulary();
  const act = useAct();
  const born = useBorn();
  const may = useMay()("clients:merge");
  const tell = useTellApart(client.client_id);
  const twin = useQuery({ ...duplicatesQuery(client.client_id), enabled: may }).data?.clients[0];
  if (!twin) return null;
  const undo = { label: t("console.done.undo"), act: () => tell.mutate({ otherId: twin.client_id, apart: false }) };
  const apart = () =>
    tell.mutate({ otherId: twin.client_id, apart: true }, { onSuccess: () => toast(t("console.merge.apart.done", { name: fullName(twin) }), undo) });
  return (
    <div className="c-of-age c-twin">
      <Banner tone="info" icon="people" title={t("console.merge.note.title")}>{t("console.merge.note.text", { name: fullName(twin), born: born(twin) })}</Banner>
      <Button kind="fix" size="small" onPress={() => act({ kind: "merge", clientId: client.client_id, otherId: twin.client_id })}>{t("console.merge.note.act")}</Button>
      <Button size="small" busy={tell.isPending} onPress={apart}>{t("console.merge.note.apart")}</Button>
      {tell.isError && <Note tone="block">{refusal(tell.error)}</Note>}
    </div>
  );
}
