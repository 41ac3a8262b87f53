/** The practice wants to know whether camera and sound will do. */
import { useWords } from "@/app/words";
import { Banner, ButtonLink } from "@/kit";
import "./home.css";

export function AskedToTry() {
  const t = useWords();
  return (
    <Banner tone="info" icon="video" title={t("portal.device.asked")}>
      {t("portal.device.askedHelp")}
      <span className="p-waiting-act"><ButtonLink to="/device-check" preload={false} kind="primary" size="small">{t("portal.device.open")}</ButtonLink></span>
    </Banner>
  );
}
