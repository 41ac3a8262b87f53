/** Every change of a mail's words: when, by whom, what it said; each can be had again. */
import { useQuery } from "@tanstack/react-query";
import { staffQuery } from "@/api/accounts";
import type { Template } from "@/api/types";
import { dayAndClock } from "@/app/when";
import { Button, Dialog, Empty } from "@/kit";
import { useVocabulary } from "../../speech/vocabulary";

interface VersionsDialogProps { template: Template; onClose: () => void; onRestore: (version: number) => void; busy: boolean }

export function VersionsDialog({ template, onClose, onRestore, busy }: VersionsDialogProps) {
  const { t, named } = useVocabulary();
  const staff = useQuery(staffQuery).data?.staff ?? [];
  const who = (accountId: string) => staff.find((one) => one.account_id === accountId)?.display_name;
  return (
    <Dialog title={t("console.templates.versions")} meta={named("mailKind", template.kind)} isOpen onClose={onClose}>
      {template.versions.length === 0 && <Empty icon="clock" title={t("console.templates.noVersions")}>{t("console.templates.noVersionsText")}</Empty>}
      <ul className="c-versions">
        {template.versions.map((one, index) => (
          <li key={one.version}>
            <div className="c-row">
              <span><b>{dayAndClock(one.change_time)}</b> <span className="k-muted">{who(one.account_id)}</span></span>
              {index > 0 && <Button kind="fix" size="small" busy={busy} onPress={() => onRestore(one.version)}>{t("console.templates.useAgain")}</Button>}
            </div>
            {one.subject === null ? <p className="k-muted">{t("console.templates.wentBack")}</p> : <details><summary>{one.subject}</summary><pre>{one.text}</pre></details>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
