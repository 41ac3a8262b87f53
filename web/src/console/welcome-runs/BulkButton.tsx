/** Begins a bulk welcome, with its dry run, and goes to its page. */
import { useNavigate } from "@tanstack/react-router";
import { useBeginRun } from "@/api/runs";
import { Button, toast } from "@/kit";
import type { ButtonKind } from "@/kit";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";

export function BulkButton({ importId, kind }: { importId?: string; kind?: ButtonKind }) {
  const { t, refusal } = useVocabulary();
  const may = useMay();
  const go = useNavigate();
  const begin = useBeginRun();
  if (!may("welcome:bulk")) return null;
  const start = () => begin.mutate(importId, {
    onSuccess: ({ run_id }) => void go({ to: "/welcome/$runId", params: { runId: run_id } }),
    onError: (error) => toast(refusal(error)),
  });
  return <Button kind={kind} icon="mail" busy={begin.isPending} onPress={start}>{t(importId ? "console.bulk.begin.import" : "console.bulk.begin")}</Button>;
}
