/** The practice's phone, wherever somebody can be stuck. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { practiceQuery } from "@/api/practice";
import { useWords } from "@/app/words";
import { Icon } from "@/kit";
import "./parts.css";

export function HelpStrip({ mood = "stuck" }: { mood?: "stuck" | "questions" | "hurry" }) {
  const t = useWords();
  const { data: practice } = useSuspenseQuery(practiceQuery);
  const title = { stuck: t("portal.help.stuck"), questions: t("portal.help.questions"), hurry: t("portal.help.hurry") }[mood];
  return (
    <aside className="p-help">
      <Icon name={practice.phone ? "phone" : "mail"} size={20} />
      <span><b>{title}</b><span>{practice.phone ? t("portal.help.call") : t("portal.help.write")}</span></span>
      {practice.phone
        ? <a href={`tel:${practice.phone.replace(/[^+\d]/g, "")}`}>{practice.phone}</a>
        : <a href={`mailto:${practice.support_email}`}>{practice.support_email}</a>}
    </aside>
  );
}
