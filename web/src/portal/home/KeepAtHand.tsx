/** How to find the portal again: on the home screen where the device can, else among the bookmarks. Put away for good when it isn't wanted. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useEffect, useState, useSyncExternalStore } from "react";
import { practiceQuery } from "@/api/practice";
import { browserOf } from "@/app/browser";
import { currentOffer, onHomeScreen, onOffer, prepareOffline } from "@/app/home-screen";
import { useLanguage, useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Button, IconButton } from "@/kit";
import "./home.css";

const PUT_AWAY = "anteroom.keepAtHand";

function howTo(): WordId {
  const system = browserOf(navigator.userAgent)?.system;
  if (system === "iOS") return "portal.keep.iphone";
  if (system === "Android") return "portal.keep.android";
  return system === "macOS" ? "portal.keep.mac" : "portal.keep.bookmark";
}

/** What to show without a network, in the language in use. */
function useOfflinePage(): void {
  const { data: practice } = useSuspenseQuery(practiceQuery);
  const language = useLanguage();
  useEffect(() => { void prepareOffline(practice).catch(() => {}); }, [practice, language]);
}

export function KeepAtHand() {
  const t = useWords();
  useOfflinePage();
  const offer = useSyncExternalStore(onOffer, currentOffer);
  const [away, setAway] = useState(() => localStorage.getItem(PUT_AWAY) !== null || onHomeScreen());
  if (away) return null;
  const putAway = () => { localStorage.setItem(PUT_AWAY, "yes"); setAway(true); };
  const install = async () => {
    await offer?.prompt();
    if ((await offer?.userChoice)?.outcome === "accepted") putAway();
  };
  return (
    <aside className="p-keep" aria-labelledby="keep">
      <div>
        <h2 id="keep">{t("portal.keep.title")}</h2>
        <p>{offer ? t("portal.keep.install") : t(howTo())}</p>
        {offer && <Button size="small" icon="download" onPress={() => void install()}>{t("portal.keep.act")}</Button>}
      </div>
      <IconButton icon="cross" label={t("portal.keep.away")} onPress={putAway} />
    </aside>
  );
}
