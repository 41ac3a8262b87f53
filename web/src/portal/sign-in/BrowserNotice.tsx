/** Said before somebody signs in with a browser that can't hold a video session. */
import { useWords } from "@/app/words";
import { Banner } from "@/kit";
import { browserTrouble } from "./browser";

export function BrowserNotice() {
  const t = useWords();
  const trouble = browserTrouble(navigator.userAgent, "RTCPeerConnection" in window);
  if (!trouble) return null;
  return (
    <Banner tone="warn" title={t("portal.browser.title")}>
      {trouble === "inside-an-app" ? t("portal.browser.insideAnApp") : <>
        {t("portal.browser.cannot")}{" "}
        <a href="https://www.google.com/chrome/">Chrome</a>, <a href="https://www.microsoft.com/edge">Edge</a>
      </>}
    </Banner>
  );
}
