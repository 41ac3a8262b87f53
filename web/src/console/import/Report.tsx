/** What became of every row, and what to do about those that stayed out. */
import type { ImportInFull } from "@/api/types";
import { date } from "@/app/when";
import { useWords } from "@/app/words";
import { Banner, Button, ButtonLink, Card } from "@/kit";
import { BulkButton } from "../welcome-runs/BulkButton";
import { useMendingFile } from "./mending";
import { Rows } from "./Rows";

export function Report({ shown }: { shown: ImportInFull }) {
  const t = useWords();
  const { added, not_added } = shown.counts;
  const mending = useMendingFile(shown, { show: "ALL", state: "NOT_ADDED" });
  return (
    <div className="c-import-report">
      <Banner tone="ok" title={t("console.import.done", { count: added })}>{t("console.import.done.text")}</Banner>
      <div className="c-import-next">
        {added > 0 && !shown.forgotten && <BulkButton importId={shown.import_id} kind="primary" />}
        <ButtonLink to="/clients" search={{ state: "NOT_INVITED" }} icon="people">{t("console.import.done.clients")}</ButtonLink>
      </div>
      {!shown.forgotten && not_added > 0 && (
        <Card
          title={t("console.import.out", { count: not_added })}
          aside={<Button size="small" icon="download" busy={mending.busy} onPress={() => void mending.download()}>{t("console.import.csv", { count: not_added })}</Button>}
        >
          <p className="c-import-progress k-muted">{t("console.import.out.text", { when: date(shown.forget_time) })}</p>
          <Rows shown={shown} filter={{ show: "ALL", state: "NOT_ADDED" }} empty={t("console.import.noRows")} />
        </Card>
      )}
      {shown.forgotten && <p className="k-muted">{t("console.import.forgotten")}</p>}
    </div>
  );
}
