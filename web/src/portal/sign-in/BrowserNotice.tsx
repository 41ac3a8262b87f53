/** Said before somebody signs in with a browser that can't hold a video session. */
import { useQuery } from "@tanstack/react-query";
import { browsersQuery } from "@/api/devices";
import { missing } from "@/app/capabilities";
import { browserTrouble } from "@/app/trouble";
import { useWords } from "@/app/words";
import { Banner } from "@/kit";
import { BrowserHelp } from "../parts/BrowserHelp";

export function BrowserNotice() {
  const t = useWords();
  const { data: list } = useQuery(browsersQuery);
  const trouble = browserTrouble(navigator.userAgent, missing(), list);
  if (!trouble) return null;
  return <Banner tone="warn" title={trouble.kind === "too-old" ? t("portal.browser.old") : t("portal.browser.title")}><BrowserHelp trouble={trouble} /></Banner>;
}
