/** What the pages hold to, what they don't do yet, and whom to ask. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { practiceQuery } from "@/api/practice";
import { useWords } from "@/app/words";
import { PortalShell } from "@/kit";
import { Contact } from "../parts/Contact";
import { PageHead } from "../parts/PageHead";

const held = ["keyboard", "sight", "still"] as const;

export function AccessibilityPage() {
  const t = useWords();
  const practice = useSuspenseQuery(practiceQuery).data.name;
  return (
    <PortalShell>
      <PageHead title={t("portal.accessibility.title")}>{t("portal.accessibility.lead")}</PageHead>
      <section className="p-text">
        <h2>{t("portal.accessibility.hold")}</h2>
        <p>{t("portal.accessibility.holdText")}</p>
        <ul>{held.map((one) => <li key={one}>{t(`portal.accessibility.${one}`)}</li>)}</ul>
      </section>
      <section className="p-text">
        <h2>{t("portal.accessibility.missing")}</h2>
        <p>{t("portal.accessibility.missingText")}</p>
      </section>
      <section className="p-text">
        <h2>{t("portal.accessibility.stuck")}</h2>
        <p>{t("portal.accessibility.stuckText", { practice })}</p>
      </section>
      <Contact />
    </PortalShell>
  );
}
