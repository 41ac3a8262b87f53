/** Somebody the practice wants to add to this sign-in: its holder decides, signed in. */
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { meQuery, useAnswerOffer } from "@/api/signing-in";
import type { NamedContact } from "@/api/types";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Avatar, Button, ButtonLink, PortalShell } from "@/kit";
import { AccountMenu } from "../parts/AccountMenu";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

const route = getRouteApi("/portal/clients-only/offers");

function Offer({ offer }: { offer: NamedContact }) {
  const t = useWords();
  const answer = useAnswerOffer();
  const say = (what: "accept" | "decline") => answer.mutate({ contactId: offer.contact_id, answer: what });
  return (
    <section className="p-card" aria-label={offer.name}>
      <p className="p-who"><Avatar name={offer.name} /><b>{offer.name}</b></p>
      <Trouble>{answer.error && troubleText(answer.error)}</Trouble>
      <div className="p-acts">
        <Button kind="primary" wide busy={answer.isPending && answer.variables.answer === "accept"} onPress={() => say("accept")}>{t("portal.offers.accept")}</Button>
        <Button kind="secondary" wide busy={answer.isPending && answer.variables.answer === "decline"} onPress={() => say("decline")}>{t("portal.offers.decline")}</Button>
      </div>
    </section>
  );
}

export function OffersPage() {
  const t = useWords();
  const router = useRouter();
  const { me: arrived } = route.useRouteContext();
  const { data: me = arrived } = useQuery(meQuery);
  const done = me.offers.length === 0;
  useEffect(() => {
    if (done) void router.navigate({ to: "/home", replace: true });
  }, [done, router]);
  return (
    <PortalShell account={<AccountMenu me={me} />}>
      <PageHead title={t("portal.offers.title")}><Words id="portal.offers.lead" values={{ email: me.email }} parts={{ b: <b /> }} /></PageHead>
      {me.offers.map((offer) => <Offer key={offer.contact_id} offer={offer} />)}
      <ButtonLink to="/home" kind="quiet" wide>{t("portal.notNow")}</ButtonLink>
      <HelpStrip mood="questions" />
    </PortalShell>
  );
}
