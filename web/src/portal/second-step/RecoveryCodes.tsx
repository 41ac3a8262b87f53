/** Ten codes, shown this once: to print or copy before going on. */
import { useWords } from "@/app/words";
import { useSuspenseQuery } from "@tanstack/react-query";
import { practiceQuery } from "@/api/practice";
import { Banner, Button, toast } from "@/kit";
import "./second-step.css";

export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const t = useWords();
  const { data: practice } = useSuspenseQuery(practiceQuery);
  const copy = () => void navigator.clipboard.writeText(codes.join("\n")).then(() => toast(t("portal.recovery.copied")));
  return (
    <div className="p-form">
      <Banner tone="warn" icon="key">{t("portal.recovery.once")}</Banner>
      <div className="p-recovery">
        <p className="p-recovery-title">{t("portal.recovery.of", { practice: practice.name })}</p>
        <ul aria-label={t("portal.recovery.title")}>{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      </div>
      <div className="p-recovery-acts">
        <Button icon="document" onPress={() => window.print()}>{t("portal.recovery.print")}</Button>
        <Button icon="copy" onPress={copy}>{t("portal.recovery.copy")}</Button>
      </div>
      <Button kind="primary" wide onPress={onKept}>{t("portal.recovery.kept")}</Button>
    </div>
  );
}
