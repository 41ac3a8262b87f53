/** The practice's terms, owed before anything else; where adults share a sign-in each is asked by name. */
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useState } from "react";
import type { FormEvent } from "react";
import { useAcceptTerms, useSignOut } from "@/api/signing-in";
import type { NamedContact, Terms as Asked } from "@/api/types";
import { useWords } from "@/app/words";
import { Button, Checkbox, Note, PortalShell } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { LongText } from "../parts/LongText";
import { PageHead } from "../parts/PageHead";
import { useTerms } from "../parts/terms";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

const route = getRouteApi("/portal/signed-in/accept-terms");

function useAccepting(terms: Asked, people: NamedContact[]) {
  const router = useRouter();
  const accept = useAcceptTerms();
  const [agreed, setAgreed] = useState<string[]>([]);
  const [asked, setAsked] = useState(false);
  const everyone = people.map((person) => person.contact_id);
  const missing = everyone.filter((contact) => !agreed.includes(contact));
  const toggle = (contact: string, yes: boolean) => setAgreed(yes ? [...agreed, contact] : agreed.filter((one) => one !== contact));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing.length > 0) return;
    accept.mutate({ terms_version: terms.version, contact_ids: everyone }, { onSuccess: () => void router.navigate({ to: "/", replace: true }) });
  };
  return { accept, agreed, toggle, asked, missing, submit };
}

/** The one tick of somebody alone on their sign-in needs no name, but the service wants the contact all the same. */
function Ticks({ people, form }: { people: NamedContact[]; form: ReturnType<typeof useAccepting> }) {
  const t = useWords();
  const alone = people.length === 1;
  return (
    <div className="p-acts" role="group" aria-label={t("portal.terms.who")}>
      {people.map((person) => (
        <Checkbox
          key={person.contact_id} isSelected={form.agreed.includes(person.contact_id)} onChange={(yes) => form.toggle(person.contact_id, yes)}
          isInvalid={form.asked && form.missing.includes(person.contact_id)}
          label={alone ? t("portal.terms.agree") : t("portal.terms.agreeNamed", { name: person.name })}
        />
      ))}
      {form.asked && form.missing.length > 0 && <div role="alert"><Note tone="block">{t("portal.terms.missing")}</Note></div>}
    </div>
  );
}

function Terms({ terms, people }: { terms: Asked; people: NamedContact[] }) {
  const t = useWords();
  const form = useAccepting(terms, people);
  return (
    <form className="p-form" onSubmit={form.submit} noValidate>
      <section className="p-scroll" tabIndex={0} aria-label={terms.title}><LongText body={terms.body} /></section>
      <Trouble>{form.accept.error && troubleText(form.accept.error)}</Trouble>
      <Ticks people={people} form={form} />
      <Button kind="primary" wide type="submit" busy={form.accept.isPending}>{t("portal.terms.act")}</Button>
    </form>
  );
}

function Owed({ asked, people }: { asked: Asked; people: NamedContact[] }) {
  const t = useWords();
  const terms = useTerms(asked);
  return (
    <>
      <PageHead title={terms.title}>{t("portal.terms.lead")}</PageHead>
      <Terms terms={terms} people={people} />
    </>
  );
}

export function AcceptTermsPage() {
  const t = useWords();
  const router = useRouter();
  const { me } = route.useRouteContext();
  const signOut = useSignOut();
  return (
    <PortalShell doorway>
      {me.terms ? <Owed asked={me.terms} people={me.terms_for} /> : <PageHead title={t("portal.terms.title")} />}
      <Button kind="quiet" wide onPress={() => signOut.mutate(undefined, { onSettled: () => void router.navigate({ to: "/sign-in" }) })}>{t("portal.account.signOut")}</Button>
      <HelpStrip mood="questions" />
    </PortalShell>
  );
}
