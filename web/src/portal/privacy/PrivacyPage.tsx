/** What is kept about somebody who uses the portal, and who sees it. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { practiceQuery } from "@/api/practice";
import { useWords } from "@/app/words";
import { PortalShell } from "@/kit";
import { Contact } from "../parts/Contact";
import { PageHead } from "../parts/PageHead";

const subjects = ["kept", "seen", "video", "device", "rights"] as const;

export function PrivacyPage() {
  const t = useWords();
  const practice = useSuspenseQuery(practiceQuery).data.name;
  return (
    <PortalShell>
      <PageHead title={t("portal.privacy.title")}>{t("portal.privacy.lead", { practice })}</PageHead>
      {subjects.map((one) => (
        <section key={one} className="p-text">
          <h2>{t(`portal.privacy.${one}`)}</h2>
          <p>{t(`portal.privacy.${one}Text`, { practice })}</p>
        </section>
      ))}
      <Contact />
    </PortalShell>
  );
}
