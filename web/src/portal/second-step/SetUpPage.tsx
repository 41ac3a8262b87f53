/** The practice asks its staff for a second step, and this sign-in has none yet. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useState } from "react";
import { practiceQuery } from "@/api/practice";
import { useLetIn } from "@/api/second-step";
import { useSignOut } from "@/api/signing-in";
import { hasPasskeys } from "@/app/passkeys";
import { useWords } from "@/app/words";
import { Button, PortalShell } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { AddFactor } from "./AddFactor";
import type { FactorKind } from "./AddFactor";
import "./second-step.css";

function Choose({ onChoose }: { onChoose: (kind: FactorKind) => void }) {
  const t = useWords();
  return (
    <div className="p-ways">
      {hasPasskeys && (
        <div>
          <Button kind="primary" wide icon="key" onPress={() => onChoose("PASSKEY")}>{t("portal.setUp.passkey")}</Button>
          <p className="k-help">{t("portal.passkey.short")}</p>
        </div>
      )}
      <div>
        <Button kind={hasPasskeys ? "secondary" : "primary"} wide icon="mobile" onPress={() => onChoose("APP")}>{t("portal.setUp.app")}</Button>
        <p className="k-help">{t("portal.app.short")}</p>
      </div>
    </div>
  );
}

export function SetUpPage() {
  const t = useWords();
  const router = useRouter();
  const signOut = useSignOut();
  const letIn = useLetIn();
  const { data: practice } = useSuspenseQuery(practiceQuery);
  const [kind, setKind] = useState<FactorKind | null>(null);
  const done = () => void letIn().then(() => router.navigate({ to: "/", replace: true }));
  return (
    <PortalShell doorway>
      <PageHead title={t("portal.setUp.title")} live>{t("portal.setUp.lead", { practice: practice.name })}</PageHead>
      {kind ? <AddFactor key={kind} kind={kind} askPassword={false} onDone={done} onCancel={() => setKind(null)} /> : <Choose onChoose={setKind} />}
      {!kind && <Button kind="quiet" wide onPress={() => signOut.mutate(undefined, { onSettled: () => void router.navigate({ to: "/sign-in" }) })}>{t("portal.account.signOut")}</Button>}
      <HelpStrip mood="questions" />
    </PortalShell>
  );
}
