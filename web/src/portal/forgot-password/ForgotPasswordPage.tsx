/** A reset link for an address; the answer is the same whether an account has it or not. */
import { Link, useRouterState } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { useForgotPassword } from "@/api/signing-in";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Button, ButtonLink, PortalShell, TextField } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { WhereToLook } from "../parts/WhereToLook";
import { troubleText } from "../parts/trouble";

function Sent({ email }: { email: string }) {
  const t = useWords();
  return (
    <>
      <PageHead title={t("portal.forgot.sent")} live><Words id="portal.forgot.sentLead" values={{ email }} parts={{ b: <b /> }} /></PageHead>
      <WhereToLook />
      <ButtonLink to="/sign-in" kind="secondary" wide>{t("portal.forgot.back")}</ButtonLink>
    </>
  );
}

export function ForgotPasswordPage() {
  const t = useWords();
  const arrived = useRouterState({ select: (state) => state.location.state });
  const [email, setEmail] = useState(arrived.email ?? "");
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const forgot = useForgotPassword();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!email.includes("@")) return input.current?.focus();
    forgot.mutate(email.trim());
  };
  return (
    <PortalShell doorway>
      {forgot.isSuccess ? <Sent email={email.trim()} /> : (
        <>
          <PageHead title={t("portal.forgot.title")}>{t("portal.forgot.lead")}</PageHead>
          <form className="p-form" onSubmit={submit} noValidate>
            <Trouble>{forgot.error && troubleText(forgot.error)}</Trouble>
            <TextField
              label={t("portal.email")} type="email" name="email" autoComplete="username" verbatim inputRef={input} value={email} onChange={setEmail}
              error={asked && !email.includes("@") ? t("portal.email.missing") : undefined}
            />
            <Button kind="primary" wide type="submit" busy={forgot.isPending} busyLabel={t("portal.sending")}>{t("portal.forgot.act")}</Button>
          </form>
          <p className="p-line"><Link to="/sign-in" state={{ email }}>{t("portal.forgot.back")}</Link></p>
        </>
      )}
      <HelpStrip />
    </PortalShell>
  );
}
