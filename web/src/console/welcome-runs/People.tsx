/** Each person of a bulk welcome: gets a mail, got one and what became of it, or why not. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { runPeopleQuery } from "@/api/runs";
import type { Whom } from "@/api/runs";
import type { WelcomeRun, WelcomeRunPerson } from "@/api/types";
import { Button, Card, Chip, Empty, Skeleton, Table } from "@/kit";
import type { TableColumn, Tone } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import "../clients/clients.css";

const mails: Record<string, Tone> = { SENT: "info", DELIVERED: "ok", BOUNCED: "block", COMPLAINED: "block", SUPPRESSED: "block", HELD: "warn", DEFERRED: "warn", CANCELLED: "quiet" };

function Fate({ person, over }: { person: WelcomeRunPerson; over: boolean }) {
  const { t, named } = useVocabulary();
  if (person.reason) return <Chip tone="block">{t(`console.bulk.why.${person.reason}` as never)}</Chip>;
  if (person.state === "WAITING") return <Chip tone="quiet" icon={over ? "minus" : "mail"}>{t(over ? "console.bulk.notSent" : "console.bulk.willGet")}</Chip>;
  return <Chip tone={mails[person.mail ?? ""] ?? "info"}>{person.mail ? named("mail", person.mail) : t("console.bulk.requested")}</Chip>;
}

function useColumns(run: WelcomeRun): TableColumn<WelcomeRunPerson>[] {
  const { t, relationship } = useVocabulary();
  const over = run.state === "CANCELLED";
  return [
    { key: "name", head: t("console.bulk.col.person"), namesRow: true, cell: (one) => <Link to="/clients/$clientId/people" params={{ clientId: one.client_id }} search={{ contact: one.contact_id }} className="c-person">{one.name}</Link> },
    { key: "client", head: t("console.bulk.col.client"), cell: (one) => (one.relationship === "SELF" ? t("console.person.self") : `${one.client_name} (${relationship({ relationship: one.relationship })})`) },
    { key: "email", head: t("console.bulk.col.email"), cell: (one) => <>{one.email ?? "—"}{one.sharing > 1 && <div className="k-faint">{t("console.bulk.shares", { count: one.sharing })}</div>}</> },
    { key: "fate", head: t("console.bulk.col.fate"), cell: (one) => <Fate person={one} over={over} /> },
  ];
}

export function People({ run }: { run: WelcomeRun }) {
  const { t } = useVocabulary();
  const [show, setShow] = useState<Whom>("ALL");
  const people = useInfiniteQuery({ ...runPeopleQuery(run.run_id, show, run.state), refetchInterval: run.start_time ? 2_000 : false });
  const found = people.data?.pages.flatMap((page) => page.people) ?? [];
  const columns = useColumns(run);
  return (
    <Card title={t("console.bulk.who")}>
      <div className="c-import-filters" role="group" aria-label={t("console.bulk.who")}>
        {(["ALL", "WILL", "CANT"] as const).map((one) => <ToggleButton key={one} className="c-filter" isSelected={show === one} onChange={() => setShow(one)}>{t(`console.bulk.show.${one}`)}</ToggleButton>)}
      </div>
      {people.isPending ? <div className="c-import-progress"><Skeleton lines={6} /></div>
        : found.length === 0 ? <Empty icon="check" title={t("console.bulk.none")} />
          : <div className="c-import-table"><Table className="c-bulk" label={t("console.bulk.who")} columns={columns} rows={found} rowKey={(one) => `${one.contact_id}/${one.client_id}`} rowName={(one) => one.name} /></div>}
      {people.hasNextPage && <div className="c-import-more"><Button kind="quiet" size="small" busy={people.isFetchingNextPage} onPress={() => void people.fetchNextPage()}>{t("console.import.more")}</Button></div>}
    </Card>
  );
}
