/** What to do about a browser that won't do: leave the app around it, get another, bring it up to date. */
import { useState } from "react";
import { browserOf } from "@/app/browser";
import type { BrowserTrouble } from "@/app/trouble";
import { useLanguage, useWords } from "@/app/words";
import { Button } from "@/kit";
import "./parts.css";

/** "November 2026" of "2026-11". */
function useMonth(month: string): string {
  const language = useLanguage();
  return new Intl.DateTimeFormat(language === "fr" ? "fr-CA" : "en-CA", { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}

function Downloads() {
  const t = useWords();
  return (
    <span className="p-downloads">
      <a href="https://www.google.com/chrome/" rel="noreferrer">{t("portal.browser.get", { name: "Chrome" })}</a>
      <a href="https://www.microsoft.com/edge/download" rel="noreferrer">{t("portal.browser.get", { name: "Edge" })}</a>
    </span>
  );
}

function LeaveApp({ app }: { app: string }) {
  const t = useWords();
  const [copied, setCopied] = useState<boolean | null>(null);
  const address = `${window.location.origin}${window.location.pathname}`;
  const copy = () => void navigator.clipboard.writeText(address).then(() => setCopied(true), () => setCopied(false));
  const better = browserOf(navigator.userAgent)?.system === "Android" ? "Chrome" : "Safari";
  return (
    <>
      <span>{app ? t("portal.browser.insideNamed", { app, better }) : t("portal.browser.insideAnApp", { better })}</span>
      <span className="p-leave-app">
        {copied === false ? <b>{address}</b> : <Button size="small" icon="copy" onPress={copy}>{copied ? t("portal.browser.copied") : t("portal.browser.copy")}</Button>}
      </span>
    </>
  );
}

function TooOld({ trouble }: { trouble: Extract<BrowserTrouble, { kind: "too-old" }> }) {
  const t = useWords();
  const { name, version, oldest } = trouble;
  const checked = useMonth(trouble.checked);
  return <><span>{t("portal.browser.tooOld", { name, version, oldest, checked })} {name === "Safari" ? t("portal.browser.updateSafari") : t("portal.browser.update", { name })}</span><Downloads /></>;
}

function Cannot({ needs }: { needs: string[] }) {
  const t = useWords();
  const language = useLanguage();
  const named = needs.map((need) => t("portal.browser.need", { need }));
  const list = new Intl.ListFormat(language, { type: "conjunction" }).format(named);
  return <><span>{t("portal.browser.cannot", { list })}</span><Downloads /></>;
}

export function BrowserHelp({ trouble }: { trouble: BrowserTrouble }) {
  if (trouble.kind === "inside-an-app") return <LeaveApp app={trouble.app} />;
  return trouble.kind === "too-old" ? <TooOld trouble={trouble} /> : <Cannot needs={trouble.missing} />;
}
