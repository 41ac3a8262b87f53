/** The chart's own facts: what both say alike is not worth a line; of what differs, one chooses. */
import type { MergePlan } from "@/api/types";
import { date } from "@/app/when";
import { Choices, Note } from "@/kit";
import { useVocabulary } from "../../../speech/vocabulary";
import { useStaffNames } from "../../columns";
import type { PlanProps } from "./Plan";

type Field = MergePlan["fields"][number];

export function Facts({ plan, chosen, onChange, missing }: PlanProps & { missing: boolean }) {
  const { t } = useVocabulary();
  const nameOf = useStaffNames();
  const said = ({ field }: Field, value: string | null): string => {
    if (value === null) return t("console.nothing");
    if (field === "BIRTH_DATE") return date(`${value}T12:00:00Z`);
    if (field === "HAS_GUARDIAN") return t(value === "true" ? "console.merge.guardian" : "console.merge.noGuardian");
    return field === "CLINICIAN" ? nameOf(value) ?? value : value;
  };
  const differing = plan.fields.filter((one) => one.differs);
  if (differing.length === 0) return null;
  const choose = (field: Field["field"], side: "KEPT" | "MERGED") =>
    onChange({ ...chosen, fields: [...(chosen.fields ?? []).filter((one) => one.field !== field), { field, side }] });
  return (
    <section className="c-merge-part">
      <h3 className="c-sub">{t("console.merge.facts")}</h3>
      <p className="k-help">{t("console.merge.factsText")}</p>
      {differing.map((one) => (
        <Choices<"KEPT" | "MERGED">
          key={one.field} label={t(`console.merge.field.${one.field}`)} value={one.chosen} onChange={(side) => choose(one.field, side)}
          choices={[
            { value: "KEPT", label: said(one, one.kept), help: t("console.merge.onKept") },
            { value: "MERGED", label: said(one, one.merged), help: t("console.merge.onGone") },
          ]}
        />
      ))}
      {missing && <Note tone="block">{t("console.refusal.BIRTH_DATES_DIFFER")}</Note>}
    </section>
  );
}
