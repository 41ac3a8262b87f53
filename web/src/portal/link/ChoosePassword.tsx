/** The password form behind a live link. Sent only when somebody presses the button: a scanner never does. */
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { isProblem } from "@/api/problem";
import { useRedeem } from "@/api/links";
import type { LinkInspection } from "@/api/types";
import { moment } from "@/app/when";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Button, PortalShell } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { NewPassword, passwordRefusal, passwordTrouble } from "../parts/NewPassword";
import { PageHead } from "../parts/PageHead";
import { TermsTick } from "../parts/TermsTick";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";
import { goneByRefusal } from "./gone";
import type { Gone } from "./LinkGone";

interface ChoosePasswordProps { token: string; link: LinkInspection; onGone: (gone: Gone) => void; onTermsChanged: () => void }

function useChoosing({ token, link, onGone, onTermsChanged }: ChoosePasswordProps) {
  const navigate = useNavigate();
  const redeem = useRedeem();
  const [password, setPassword] = useState("");
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const tick = useRef<HTMLInputElement | null>(null);
  const trouble = asked ? passwordTrouble(password) : null;
  const missingTerms = asked && link.terms !== null && !agreed;

  const refused = (error: unknown) => {
    const gone = goneByRefusal(error);
    if (gone) return onGone(gone);
    if (isProblem(error, "TERMS_CHANGED")) { setAgreed(false); onTermsChanged(); }
    input.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (passwordTrouble(password)) return input.current?.focus();
    if (link.terms && !agreed) return tick.current?.focus();
    redeem.mutate({ token, password, accepted_terms_version: link.terms?.version }, {
      onSuccess: ({ email }) => void navigate({ to: "/sign-in", replace: true, state: { email, passwordSaved: true } }),
      onError: refused,
    });
  };
  return { password, setPassword, agreed, setAgreed, input, tick, trouble, missingTerms, submit, redeem };
}

export function ChoosePassword(props: ChoosePasswordProps) {
  const t = useWords();
  const { link } = props;
  const form = useChoosing(props);
  const refusal = passwordRefusal(form.redeem.error) ?? form.trouble;
  const other = form.redeem.error && !passwordRefusal(form.redeem.error) && !goneByRefusal(form.redeem.error) ? form.redeem.error : null;
  return (
    <PortalShell doorway>
      <PageHead title={link.purpose === "RESET" ? t("portal.resetPassword.title") : t("portal.setPassword.title")}>
        <Words id="portal.setPassword.lead" values={{ email: link.email ?? "", ...moment(link.expire_time) }} parts={{ b: <b /> }} />
      </PageHead>
      <form className="p-form" onSubmit={form.submit} noValidate>
        <Trouble>{other && (isProblem(other, "TERMS_CHANGED") ? t("portal.terms.changed") : troubleText(other))}</Trouble>
        <NewPassword value={form.password} onChange={form.setPassword} inputRef={form.input} email={link.email ?? undefined} error={refusal ? t(refusal) : undefined} />
        {link.terms && <TermsTick terms={link.terms} agreed={form.agreed} onChange={form.setAgreed} missing={form.missingTerms} inputRef={form.tick} />}
        <Button kind="primary" wide type="submit" busy={form.redeem.isPending}>{t("portal.setPassword.act")}</Button>
      </form>
      <HelpStrip />
    </PortalShell>
  );
}
