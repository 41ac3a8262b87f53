/** What a mailed link opens: looks at it (which changes nothing), then asks for a password or says what became of it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { linkQuery } from "@/api/links";
import { useWords } from "@/app/words";
import { ErrorState, PortalShell, Skeleton } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { ChoosePassword } from "./ChoosePassword";
import { ConfirmEmail } from "./ConfirmEmail";
import { goneByInspection, goneByRefusal } from "./gone";
import { LinkGone } from "./LinkGone";
import type { Gone } from "./LinkGone";
import { takeToken } from "./token";

function Looking({ error, again, at }: { error: unknown; again: () => void; at: number }) {
  const t = useWords();
  return (
    <PortalShell doorway>
      <PageHead title={t("portal.setPassword.title")} />
      {error ? <ErrorState error={error} at={at} again={again} /> : <Skeleton lines={5} />}
      <HelpStrip />
    </PortalShell>
  );
}

/** Another link pressed into this same tab changes nothing but the fragment. */
function useFreshLink() {
  useEffect(() => {
    const again = () => window.location.hash.length > 1 && window.location.reload();
    window.addEventListener("hashchange", again);
    return () => window.removeEventListener("hashchange", again);
  }, []);
}

/** The address only promises a purpose; the service says what the link is really for. */
export function LinkPage() {
  const [token] = useState(takeToken);
  useFreshLink();
  const [spent, setSpent] = useState<Gone | null>(null);
  const look = useQuery({ ...linkQuery(token), enabled: token !== "" });
  const gone = token === "" ? ({ state: "UNKNOWN" } as const) : spent ?? (look.data ? goneByInspection(look.data) : goneByRefusal(look.error));
  if (gone) return <LinkGone token={token} gone={gone} />;
  if (!look.data) return <Looking error={look.error} at={look.errorUpdatedAt} again={() => void look.refetch()} />;
  if (look.data.purpose === "EMAIL_CHANGE") return <ConfirmEmail token={token} link={look.data} onGone={setSpent} />;
  return <ChoosePassword token={token} link={look.data} onGone={setSpent} onTermsChanged={() => void look.refetch()} />;
}
