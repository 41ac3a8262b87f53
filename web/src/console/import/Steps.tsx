/** File, match and try, add, welcome: where an import stands. */
import { useWords } from "@/app/words";
import { Icon } from "@/kit";

const steps = ["file", "match", "add", "welcome"] as const;
export type Step = (typeof steps)[number];

export function Steps({ at }: { at: Step }) {
  const t = useWords();
  const here = steps.indexOf(at);
  return (
    <ol className="c-steps" aria-label={t("console.import.steps")}>
      {steps.map((step, i) => (
        <li key={step} className={i < here ? "is-done" : undefined} aria-current={i === here ? "step" : undefined}>
          <span className="c-step-mark">{i < here ? <Icon name="check" size={16} /> : i + 1}</span>
          <span className="c-step-word">{t(`console.import.step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}
