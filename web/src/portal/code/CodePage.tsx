/** A code that the practice read out or printed: typed with one's email and a new password, where no mail arrived. */
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { useRedeemCode } from "@/api/codes";
import { isProblem } from "@/api/problem";
import type { Terms } from "@/api/types";
import { useWords } from "@/app/words";
import { Banner, Button, PortalShell, TextField } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { NewPassword, passwordRefusal, passwordTrouble } from "../parts/NewPassword";
import { PageHead } from "../parts/PageHead";
import { TermsTick } from "../parts/TermsTick";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

const DIGITS = 6;
const digitsOf = (code: string) => code.normalize("NFKC").replace(/\D/g, "");

/** The terms an adult owes: the service shows them to whoever typed the right code, and asks again when they changed meanwhile. */
function termsOf(error: unknown): Terms | null {
  return isProblem(error, "TERMS_OWED") ? (error.metadata.terms as Terms) : null;
}

function useTyping() {
  const arrived = useRouterState({ select: (state) => state.location.state });
  const [email, setEmail] = useState(arrived.email ?? "");
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const emailInput = useRef<HTMLInputElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const missing = { email: !email.includes("@"), code: digitsOf(code).length !== DIGITS, password: passwordTrouble(password) };
  const toMend = missing.email ? emailInput : missing.code ? codeInput : missing.password ? passwordInput : null;
  return { email, setEmail, code, setCode, password, setPassword, emailInput, codeInput, passwordInput, missing, toMend };
}

function useForm() {
  const navigate = useNavigate();
  const typed = useTyping();
  const redeem = useRedeemCode();
  const [terms, setTerms] = useState<Terms | null>(null);
  const [agreed, setAgreed] = useState(false);
  const [asked, setAsked] = useState(false);
  const tick = useRef<HTMLInputElement | null>(null);
  const refused = (error: unknown) => {
    const owed = termsOf(error);
    if (owed) setTerms(owed);
    if (isProblem(error, "TERMS_CHANGED")) { setTerms(null); setAgreed(false); }
    if (isProblem(error, "CODE_REFUSED")) typed.codeInput.current?.select();
    if (passwordRefusal(error)) typed.passwordInput.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (typed.toMend) return typed.toMend.current?.focus();
    if (terms && !agreed) return tick.current?.focus();
    const given = { email: typed.email.trim(), code: digitsOf(typed.code), password: typed.password };
    redeem.mutate({ ...given, ...(terms ? { accepted_terms_version: terms.version } : {}) }, {
      onSuccess: ({ email }) => void navigate({ to: "/sign-in", replace: true, state: { email, passwordSaved: true } }),
      onError: refused,
    });
  };
  return { typed, redeem, terms, agreed, setAgreed, asked, tick, submit };
}

function useTrouble(error: unknown): string | null {
  const t = useWords();
  if (!error || passwordRefusal(error) || isProblem(error, "TERMS_OWED")) return null;
  if (isProblem(error, "CODE_REFUSED")) return t("portal.code.refused");
  return isProblem(error, "TERMS_CHANGED") ? t("portal.terms.changed") : troubleText(error);
}

function Fields({ form }: { form: ReturnType<typeof useForm> }) {
  const t = useWords();
  const { typed, asked } = form;
  const refusal = passwordRefusal(form.redeem.error) ?? (asked ? typed.missing.password : null);
  return (
    <>
      <TextField
        label={t("portal.email")} type="email" name="email" autoComplete="username" verbatim inputRef={typed.emailInput}
        value={typed.email} onChange={typed.setEmail} error={asked && typed.missing.email ? t("portal.email.missing") : undefined}
      />
      <TextField
        label={t("portal.code.code")} name="code" inputMode="numeric" autoComplete="one-time-code" verbatim inputRef={typed.codeInput} help={t("portal.code.codeHelp")}
        value={typed.code} onChange={typed.setCode} error={asked && typed.missing.code ? t("portal.code.codeMissing") : undefined}
      />
      <NewPassword value={typed.password} onChange={typed.setPassword} inputRef={typed.passwordInput} typedEmail={typed.email.trim()} error={refusal ? t(refusal) : undefined} />
    </>
  );
}

export function CodePage() {
  const t = useWords();
  const form = useForm();
  const { terms, agreed } = form;
  return (
    <PortalShell doorway>
      <PageHead title={t("portal.code.title")}>{t("portal.code.lead")}</PageHead>
      <form className="p-form" onSubmit={form.submit} noValidate>
        <Trouble>{useTrouble(form.redeem.error)}</Trouble>
        <Fields form={form} />
        {terms && <Banner tone="ok" role="status">{t("portal.code.terms")}</Banner>}
        {terms && <TermsTick terms={terms} agreed={agreed} onChange={form.setAgreed} missing={form.redeem.isError && form.asked && !agreed && !isProblem(form.redeem.error, "TERMS_OWED")} inputRef={form.tick} />}
        <Button kind="primary" wide type="submit" busy={form.redeem.isPending}>{t("portal.setPassword.act")}</Button>
      </form>
      <p className="p-line"><Link to="/sign-in" state={{ email: form.typed.email }}>{t("portal.forgot.back")}</Link></p>
      <HelpStrip />
    </PortalShell>
  );
}
