/** What the trail is narrowed to; everything chosen stands in the address. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { staffQuery } from "@/api/accounts";
import { areas } from "@/api/audit";
import { Button, Select, TextButton, TextField } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { kinds } from "./kinds";
import type { Kind } from "./kinds";
import { useAuditFilters } from "./useTrail";
import { WhomDialog } from "./WhomDialog";

const spans = ["1", "7", "30", "365", "DAYS"] as const;

export function Filters({ whom }: { whom: string }) {
  const { t } = useVocabulary();
  const { search, choose, clear, isChosen } = useAuditFilters();
  const [asking, setAsking] = useState(false);
  const staff = useQuery(staffQuery).data?.staff ?? [];
  const or = (value: string) => (value === "ALL" ? undefined : value);
  return (
    <div className="c-audit-filters" role="group" aria-label={t("console.audit.filters")}>
      <Select label={t("console.audit.who")} value={search.who ?? "ALL"} onChange={(value) => choose({ who: or(value) })} options={[
        { value: "ALL", label: t("console.audit.anybody") }, ...staff.map((one) => ({ value: one.account_id, label: one.display_name })),
      ]} />
      <div className="k-field">
        <span className="k-label" aria-hidden="true">{t("console.audit.whom")}</span>
        <Button icon="person" onPress={() => setAsking(true)}>{search.client ? t("console.audit.whom.one", { name: whom || "…" }) : t("console.audit.whom.all")}</Button>
      </div>
      <Select label={t("console.audit.kind")} value={search.act ?? "ALL"} onChange={(value) => choose({ act: or(value) })} options={[
        { value: "ALL", label: t("console.audit.kind.ALL") }, ...(Object.keys(kinds) as Kind[]).map((kind) => ({ value: kind, label: t(`console.audit.kind.${kind}`) })),
      ]} />
      <Select label={t("console.audit.area")} value={search.area ?? "ALL"} onChange={(value) => choose({ area: areas.find((one) => one === value) })} options={[
        { value: "ALL", label: t("console.audit.area.ALL") }, ...areas.map((area) => ({ value: area as string, label: t(`console.audit.area.${area}`) })),
      ]} />
      <Select label={t("console.audit.span")} value={search.span ?? "ALL"} onChange={(value) => choose({ span: or(value), from: undefined, to: undefined })} options={[
        { value: "ALL", label: t("console.audit.span.ALL") }, ...spans.map((span) => ({ value: span as string, label: t(`console.audit.span.${span}`) })),
      ]} />
      {search.span === "DAYS" && <TextField type="date" label={t("console.audit.from")} value={search.from ?? ""} onChange={(from) => choose({ from: from || undefined })} />}
      {search.span === "DAYS" && <TextField type="date" label={t("console.audit.to")} value={search.to ?? ""} onChange={(to) => choose({ to: to || undefined })} />}
      {isChosen && <TextButton onPress={clear}>{t("console.audit.clear")}</TextButton>}
      <WhomDialog isOpen={asking} onClose={() => setAsking(false)} onChoose={choose} isChosen={Boolean(search.client)} />
    </div>
  );
}
