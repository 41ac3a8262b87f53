/** The one door for clients and staff. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useRouter, useRouterState } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { practiceQuery } from "@/api/practice";
import { isProblem } from "@/api/problem";
import { useSignIn } from "@/api/signing-in";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Banner, Button, PasswordField, PortalShell, TextField } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";
import { BrowserNotice } from "./BrowserNotice";
import { PasskeySignIn } from "./PasskeySignIn";
import { safeNext } from "./next";

const route = getRouteApi("/portal/sign-in");

function useRefusal(error: unknown): string | null {
  const t = useWords();
  if (!error) return null;
  if (isProblem(error, "SIGN_IN_REFUSED")) return t("portal.signIn.refused");
  if (isProblem(error, "TEMPORARY_PASSWORD_EXPIRED")) return t("portal.signIn.lapsed");
  return troubleText(error);
}

function useSignInForm() {
  const router = useRouter();
  const { next } = route.useSearch();
  const arrived = useRouterState({ select: (state) => state.location.state });
  const [email, setEmail] = useState(arrived.email ?? "");
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const signIn = useSignIn();
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);

  const goOn = () => void router.navigate({ to: safeNext(next), replace: true });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!email.includes("@")) return emailInput.current?.focus();
    if (!password) return passwordInput.current?.focus();
    signIn.mutate({ email: email.trim(), password }, {
      onSuccess: goOn,
      onError: () => passwordInput.current?.select(),
    });
  };
  return { email, setEmail, password, setPassword, asked, signIn, submit, goOn, emailInput, passwordInput, saved: arrived.passwordSaved };
}

export function SignInPage() {
  const t = useWords();
  const form = useSignInForm();
  const refusal = useRefusal(form.signIn.error);
  const { data: practice } = useSuspenseQuery(practiceQuery);
  return (
    <PortalShell doorway>
      <PageHead title={t("portal.signIn.title")}>{t("portal.signIn.lead", { practice: practice.name })}</PageHead>
      {form.saved && <Banner tone="ok" role="status">{t("portal.signIn.saved")}</Banner>}
      <BrowserNotice />
      <form className="p-form" onSubmit={form.submit} noValidate>
        <Trouble>{refusal}</Trouble>
        <TextField
          label={t("portal.email")} type="email" name="email" autoComplete="username webauthn" verbatim inputRef={form.emailInput}
          value={form.email} onChange={form.setEmail}
          error={form.asked && !form.email.includes("@") ? t("portal.email.missing") : undefined}
        />
        <PasswordField
          label={t("portal.password")} purpose="current" name="password" inputRef={form.passwordInput}
          value={form.password} onChange={form.setPassword} autoFocus={Boolean(form.email && form.saved)}
          error={form.asked && !form.password ? t("portal.password.missing") : undefined}
          aside={<Link to="/forgot-password" state={{ email: form.email }} className="p-aside">{t("portal.signIn.forgot")}</Link>}
        />
        <Button kind="primary" wide type="submit" busy={form.signIn.isPending} busyLabel={t("portal.signIn.busy")}>{t("portal.signIn.act")}</Button>
      </form>
      <PasskeySignIn onDone={form.goOn} />
      <p className="p-line"><Words id="portal.code.fromSignIn" parts={{ a: <Link to="/code" state={{ email: form.email }} /> }} /></p>
      <HelpStrip />
    </PortalShell>
  );
}
