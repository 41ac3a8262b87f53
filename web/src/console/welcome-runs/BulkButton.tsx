/** Begins a bulk welcome, with its dry run, and goes to its page. */
import { useNavigate } from "@tanstack/react-router";
import { MOST_CHOSEN, useBeginRun } from "@/api/runs";
import { Button, toast } from "@/kit";
import type { ButtonKind } from "@/kit";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";

interface BulkButtonProps { importId?: string; clientIds?: string[]; kind?: ButtonKind }

export function BulkButton({ importId, clientIds, kind }: BulkButtonProps) {
  const { t, refusal } = useVocabulary();
  const may = useMay();
  const go = useNavigate();
  const begin = useBeginRun();
  if (!may("welcome:bulk")) return null;
  const start = () => begin.mutate({ import_id: importId, client_ids: clientIds }, {
    onSuccess: ({ run_id }) => void go({ to: "/welcome/$runId", params: { runId: run_id } }),
    onError: (error) => toast(refusal(error)),
  });
  const words = clientIds ? t("console.bulk.begin.chosen", { count: clientIds.length }) : t(importId ? "console.bulk.begin.import" : "console.bulk.begin");
  return <Button kind={kind} icon="mail" busy={begin.isPending} isDisabled={clientIds && clientIds.length > MOST_CHOSEN} onPress={start}>{words}</Button>;
}
