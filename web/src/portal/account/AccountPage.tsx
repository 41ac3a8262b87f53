/** The signed-in person's own account: the address, the password, the second step, where they are signed in. Staff and clients alike. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { meQuery } from "@/api/signing-in";
import { useWords } from "@/app/words";
import { ButtonLink, PortalShell } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Address } from "./Address";
import { SecondStep } from "./SecondStep";
import { SignedIn } from "./SignedIn";

const route = getRouteApi("/portal/signed-in/account");

export function AccountPage() {
  const t = useWords();
  const { me: arrived } = route.useRouteContext();
  const { data: me = arrived } = useQuery(meQuery);
  return (
    <PortalShell>
      <PageHead title={t("portal.account.title")} />
      <Address email={me.email} />
      <section className="p-card is-tight" aria-labelledby="password">
        <h2 id="password">{t("portal.password")}</h2>
        <p className="p-line">{t("portal.account.passwordHelp")}</p>
        <ButtonLink to="/change-password" kind="secondary" wide>{t("portal.account.password")}</ButtonLink>
      </section>
      <SecondStep />
      <SignedIn />
      <ButtonLink to="/" kind="quiet" wide>{t("portal.account.back")}</ButtonLink>
      <HelpStrip mood="questions" />
    </PortalShell>
  );
}
