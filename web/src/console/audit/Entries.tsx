/** The trail itself: a sentence a line; what proves it is folded away. */
import type { AreaEntry } from "@/api/audit";
import { dayAndClock } from "@/app/when";
import { Icon } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { look } from "./kinds";
import { useSentences } from "./sentences";
import type { Names } from "./sentences";

function Proof({ entry }: { entry: AreaEntry }) {
  const { t } = useVocabulary();
  return (
    <details className="c-audit-proof">
      <summary>{t("console.audit.details")}</summary>
      <dl>
        <dt>{t("console.audit.proof", { position: entry.position, area: t(`console.audit.area.${entry.area}`) })}</dt>
        <dd>{t("console.audit.instant", { utc: entry.record_time.replace("T", " ").replace("Z", "") })}</dd>
        <dd><code>{entry.action}</code> <code>{entry.subject_id}</code></dd>
        <dd><code>{t("console.audit.hash", { hash: entry.hash })}</code></dd>
      </dl>
    </details>
  );
}

export function Entries({ entries, names }: { entries: AreaEntry[]; names: Names }) {
  const { t } = useVocabulary();
  const say = useSentences();
  return (
    <ol className="c-audit">
      {entries.map((entry) => {
        const said = say(entry, names);
        const { icon, stopped } = look(entry.action);
        const small = [said.detail, said.address && t("console.audit.from.address", { address: said.address })].filter(Boolean).join(" · ");
        return (
          <li key={`${entry.area} ${entry.audit_id}`} className={stopped ? "is-stopped" : undefined} data-walk tabIndex={-1}>
            <Icon name={icon} size={20} />
            <div><p>{said.what}</p>{small && <p className="c-meta">{small}</p>}</div>
            <time className="c-meta k-num" dateTime={entry.record_time}>{dayAndClock(entry.record_time)}</time>
            <Proof entry={entry} />
          </li>
        );
      })}
    </ol>
  );
}
