/** What has to be mended before the words can be saved, line by line. */
import type { TemplateProblem } from "@/api/types";
import { Note, TextButton } from "@/kit";
import { useVocabulary } from "../../speech/vocabulary";

interface ProblemListProps { problems: TemplateProblem[]; onMend?: (problem: TemplateProblem) => void }

export function ProblemList({ problems, onMend }: ProblemListProps) {
  const { t, named } = useVocabulary();
  const where = (one: TemplateProblem) => (one.field === "subject" ? t("console.mail.subject") : t("console.templates.line", { line: one.line }));
  return (
    <div role="status" aria-label={t("console.templates.problems")}>
      <ul className="c-problems">{problems.map((one) => (
        <li key={`${one.field}${one.line}.${one.column}.${one.problem}`}>
          <Note tone="block">
            <b>{where(one)}</b>{" "}{named("templateProblem", one.problem, { name: one.name ?? "" })}
            {one.name && one.suggestion && onMend && <>{" "}{t("console.templates.meant")}{" "}<TextButton onPress={() => onMend(one)}>{one.suggestion}</TextButton></>}
          </Note>
        </li>
      ))}</ul>
    </div>
  );
}
