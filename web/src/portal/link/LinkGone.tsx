/** A link that can't be used: what became of it, and the way forward. Never says whose it is. */
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { isProblem } from "@/api/problem";
import { useRenewLink } from "@/api/links";
import { moment } from "@/app/when";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Button, ButtonLink, PortalShell } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { AskForHelp } from "./AskForHelp";
import { WhereToLook } from "../parts/WhereToLook";
import { troubleText } from "../parts/trouble";

/** What is known of a link that doesn't work. */
export type Gone =
  | { state: "EXPIRED"; expireTime: string }
  | { state: "SUPERSEDED"; supersededTime: string | null }
  | { state: "USED" | "REVOKED" | "UNKNOWN" };

type Renewing = ReturnType<typeof useRenewLink>;

function SignInLine() {
  return <p className="p-line"><Words id="portal.link.already" parts={{ a: <Link to="/sign-in" /> }} /></p>;
}

function Renew({ token, act, renew }: { token: string; act: string; renew: Renewing }) {
  const t = useWords();
  return (
    <div className="p-acts">
      <Trouble>{renew.error && (isProblem(renew.error, "LINK_UNKNOWN") ? t("portal.link.cannotRenew") : troubleText(renew.error))}</Trouble>
      <Button kind="primary" wide icon="mail" busy={renew.isPending} busyLabel={t("portal.sending")} onPress={() => renew.mutate(token)}>{act}</Button>
      <p className="k-help">{t("portal.link.renewHelp")}</p>
    </div>
  );
}

function Renewed() {
  const t = useWords();
  return (
    <>
      <PageHead title={t("portal.link.renewed")} live>{t("portal.link.renewedLead")}</PageHead>
      <WhereToLook />
    </>
  );
}

function Expired({ expireTime, ...renewing }: { token: string; expireTime: string; renew: Renewing }) {
  const t = useWords();
  return (
    <>
      <PageHead title={t("portal.link.expired")}>{t("portal.link.expiredLead", moment(expireTime))}</PageHead>
      <Renew {...renewing} act={t("portal.link.renew")} />
      <SignInLine />
    </>
  );
}

function Superseded({ time, ...renewing }: { token: string; time: string | null; renew: Renewing }) {
  const t = useWords();
  return (
    <>
      <PageHead title={t("portal.link.superseded")}>
        {time
          ? <Words id="portal.link.supersededLead" values={moment(time)} parts={{ b: <b /> }} />
          : t("portal.link.supersededNoTime")}
      </PageHead>
      <WhereToLook />
      <Renew {...renewing} act={t("portal.link.renewOnceMore")} />
    </>
  );
}

function Plain({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return <><PageHead title={title}>{lead}</PageHead>{children}</>;
}

function Story({ token, gone }: { token: string; gone: Gone }) {
  const t = useWords();
  const renew = useRenewLink();
  if (renew.isSuccess) return <Renewed />;
  if (gone.state === "EXPIRED") return <Expired token={token} expireTime={gone.expireTime} renew={renew} />;
  if (gone.state === "SUPERSEDED") return <Superseded token={token} time={gone.supersededTime} renew={renew} />;
  const signIn = <ButtonLink to="/sign-in" kind={gone.state === "USED" ? "primary" : "secondary"} wide>{t("portal.signIn.act")}</ButtonLink>;
  if (gone.state === "USED") {
    return (
      <Plain title={t("portal.link.used")} lead={t("portal.link.usedLead")}>
        {signIn}
        <p className="p-line"><Words id="portal.link.usedForgot" parts={{ a: <Link to="/forgot-password" /> }} /></p>
      </Plain>
    );
  }
  if (gone.state === "REVOKED") return <Plain title={t("portal.link.revoked")} lead={t("portal.link.revokedLead")}>{signIn}</Plain>;
  return <Plain title={t("portal.link.unknown")} lead={t("portal.link.unknownLead")}>{signIn}</Plain>;
}

export function LinkGone({ token, gone }: { token: string; gone: Gone }) {
  return (
    <PortalShell doorway>
      <Story token={token} gone={gone} />
      {gone.state !== "UNKNOWN" && <AskForHelp token={token} />}
      {gone.state !== "USED" && <p className="p-line"><Words id="portal.code.fromSignIn" parts={{ a: <Link to="/code" /> }} /></p>}
      <HelpStrip />
    </PortalShell>
  );
}
