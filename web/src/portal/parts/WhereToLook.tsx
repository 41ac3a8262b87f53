/** Where a mail hides. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { practiceQuery } from "@/api/practice";
import { useWords } from "@/app/words";
import { Icon } from "@/kit";
import "./parts.css";

export function WhereToLook() {
  const t = useWords();
  const { data: practice } = useSuspenseQuery(practiceQuery);
  return (
    <section className="p-card">
      <h2>{t("portal.look.title")}</h2>
      <ul className="p-list">
        <li><Icon name="mail" size={20} /><span className="p-grow">{t("portal.look.inbox")}<small>{t("portal.look.inboxHelp", { practice: practice.name })}</small></span></li>
        <li><Icon name="filter" size={20} /><span className="p-grow">{t("portal.look.junk")}<small>{t("portal.look.junkHelp")}</small></span></li>
      </ul>
    </section>
  );
}
