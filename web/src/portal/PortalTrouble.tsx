/** When the portal itself can't be shown: no practice at this address, or no answer. */
import { useRouter } from "@tanstack/react-router";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { isProblem } from "@/api/problem";
import { useWords } from "@/app/words";
import { Empty, ErrorState } from "@/kit";

export function PortalTrouble({ error, reset }: ErrorComponentProps) {
  const t = useWords();
  const router = useRouter();
  const again = () => { reset(); void router.invalidate(); };
  const unknown = isProblem(error) && error.status === 404;
  return (
    <main className="k-plain">
      {unknown ? <Empty level={2} icon="doorClosed" title={t("kit.practice.unknown")}>{t("kit.practice.unknownHelp")}</Empty> : <ErrorState error={error} again={again} />}
    </main>
  );
}
