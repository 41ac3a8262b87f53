/** Merging two charts of one client: choose the other one, read exactly what will happen, and only then do it. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { clientQuery } from "@/api/clients";
import { duplicatesQuery, mergePlanQuery, useMerge } from "@/api/merges";
import type { Client, MergeChoices } from "@/api/types";
import { Banner, Button, Dialog, Note, Skeleton, toast } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { FindChart } from "./FindChart";
import { Plan } from "./Plan";
import { useSaid } from "./ToldApart";
import "./merge.css";

type Chosen = Omit<MergeChoices, "merged_client_id">;
const nothing: Chosen = { fields: [], joins: [], left_on: [] };

function Preview({ kept, gone, onSwap, onBack, onClose }: { kept: Client; gone: Client; onSwap: () => void; onBack: () => void; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const go = useNavigate();
  const said = useSaid();
  const [chosen, setChosen] = useState(nothing);
  const choices = { ...chosen, merged_client_id: gone.client_id };
  const preview = useQuery(mergePlanQuery(kept.client_id, choices));
  const plan = preview.data;
  const apart = useQuery(duplicatesQuery(kept.client_id)).data?.dismissed.find((one) => one.client_id === gone.client_id);
  const merge = useMerge(kept.client_id);
  const undecided = plan?.fields.some((one) => one.chosen === null) ?? false;
  const [tried, setTried] = useState(false);
  const done = () => {
    toast(t("console.merge.done", { name: fullName(kept) }));
    onClose();
    void go({ to: "/clients/$clientId/people", params: { clientId: kept.client_id }, search: (before: object) => before, replace: true });
  };
  const run = () => {
    setTried(true);
    if (plan && !undecided && !preview.isPlaceholderData) merge.mutate({ choices, token: plan.token }, { onSuccess: done, onError: () => void preview.refetch() });
  };
  return (
    <Dialog
      size="large" isOpen onClose={onClose} title={t("console.merge.title")} unsaved={chosen !== nothing} meta={t("console.merge.meta", { name: fullName(kept) })}
      footer={<>
        <Button onPress={onBack}>{t("console.merge.back")}</Button>
        <Button kind="danger" busy={merge.isPending} busyLabel={t("console.merge.busy")} isDisabled={!plan} onPress={run}>{t("console.merge.do")}</Button>
      </>}
    >
      <div className="c-pad c-form">
        {apart && <Banner tone="warn" icon="people" title={t("console.merge.apart.warn")}>{t("console.merge.apart.warnText", { said: said(apart) })}</Banner>}
        {preview.isPending && <Skeleton lines={10} />}
        {preview.isError && <Note tone="block">{refusal(preview.error)}</Note>}
        {preview.isError && <div><Button onPress={onSwap}>{t("console.merge.swap")}</Button></div>}
        {plan && !preview.isError && <Plan plan={plan} kept={kept} gone={gone} chosen={chosen} onChange={setChosen} onSwap={onSwap} missing={tried && undecided} />}
        {merge.isError && <Note tone="block">{refusal(merge.error)}</Note>}
        {plan && <Banner tone="warn" title={t("console.merge.forGood")}>{t("console.merge.forGoodText")}</Banner>}
      </div>
    </Dialog>
  );
}

export function MergeDialog({ clientId, otherId, onClose }: { clientId: string; otherId?: string; onClose: () => void }) {
  const { t } = useVocabulary();
  const [other, setOther] = useState(otherId ?? null);
  const [swapped, setSwapped] = useState(false);
  const mine = useQuery(clientQuery(clientId)).data;
  const theirs = useQuery({ ...clientQuery(other ?? ""), enabled: other !== null }).data;
  if (!mine || (other !== null && !theirs)) return <Dialog size="large" isOpen onClose={onClose} title={t("console.merge.title")}><div className="c-pad"><Skeleton lines={8} /></div></Dialog>;
  if (!theirs || other === null) return <FindChart client={mine} onChoose={setOther} onClose={onClose} />;
  const [kept, gone] = swapped ? [theirs, mine] : [mine, theirs];
  return <Preview key={kept.client_id} kept={kept} gone={gone} onSwap={() => setSwapped(!swapped)} onBack={() => setOther(null)} onClose={onClose} />;
}
