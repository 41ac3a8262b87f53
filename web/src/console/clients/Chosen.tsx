/** Below the list while rows are ticked: how many clients, all that the filter finds, and a Welcome Email to their people. */
import { useMutation } from "@tanstack/react-query";
import { findClientIds } from "@/api/clients";
import type { ClientFilter } from "@/api/clients";
import { MOST_CHOSEN } from "@/api/runs";
import { Button, toast } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { BulkButton } from "../welcome-runs/BulkButton";

/** What to know before pressing; the limit is said as soon as the list goes past it. */
const saying = (chosen: number, total: number) => {
  if (chosen > MOST_CHOSEN) return "console.chosen.most";
  return total > MOST_CHOSEN ? "console.chosen.limit" : "console.chosen.next";
};

interface ChosenProps { chosen: ReadonlySet<string>; filter: ClientFilter; total: number; onChoose: (keys: Set<string>) => void }

export function Chosen({ chosen, filter, total, onChoose }: ChosenProps) {
  const { t, refusal } = useVocabulary();
  const all = useMutation({ mutationFn: () => findClientIds(filter, MOST_CHOSEN), onSuccess: (found) => onChoose(new Set(found)), onError: (error) => toast(refusal(error)) });
  if (chosen.size === 0) return null;
  const most = Math.min(total, MOST_CHOSEN);
  return (
    <div className="k-save-bar c-chosen" role="region" aria-label={t("console.chosen")}>
      <div className="k-save-bar-what" aria-live="polite">
        <b>{t("console.chosen.count", { count: chosen.size })}</b>
        {t(saying(chosen.size, total), { most: MOST_CHOSEN })}
      </div>
      {most !== chosen.size && <Button kind="quiet" busy={all.isPending} onPress={() => all.mutate()}>{t(total > MOST_CHOSEN ? "console.chosen.first" : "console.chosen.all", { count: most })}</Button>}
      <Button kind="quiet" onPress={() => onChoose(new Set())}>{t("console.chosen.none")}</Button>
      <BulkButton kind="primary" clientIds={[...chosen]} />
    </div>
  );
}
