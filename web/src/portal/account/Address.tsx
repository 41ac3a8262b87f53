/** The address to sign in with, and another one: it counts once its reader has confirmed it. */
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { isProblem } from "@/api/problem";
import { useChangeEmail } from "@/api/signing-in";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Banner, Button, PasswordField, TextField } from "@/kit";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

function useChanging(onSent: (email: string) => void) {
  const change = useChangeEmail();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const emailInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!email.includes("@")) return emailInput.current?.focus();
    if (!password) return passwordInput.current?.focus();
    const wanted = email.trim();
    change.mutate({ email: wanted, current_password: password }, {
      onSuccess: () => onSent(wanted),
      onError: (error) => (isProblem(error, "CURRENT_PASSWORD_WRONG") ? passwordInput : emailInput).current?.focus(),
    });
  };
  return { change, email, setEmail, password, setPassword, asked, emailInput, passwordInput, submit };
}

function ChangeForm({ onSent, onCancel }: { onSent: (email: string) => void; onCancel: () => void }) {
  const t = useWords();
  const form = useChanging(onSent);
  const wrong = isProblem(form.change.error, "CURRENT_PASSWORD_WRONG");
  const malformed = isProblem(form.change.error, "INVALID");
  const noPassword = form.asked && !form.password;
  return (
    <form className="p-form" onSubmit={form.submit} noValidate>
      <Trouble>{form.change.error && !wrong && !malformed && troubleText(form.change.error)}</Trouble>
      <TextField
        label={t("portal.account.newEmail")} type="email" autoComplete="email" verbatim inputRef={form.emailInput} value={form.email} onChange={form.setEmail}
        error={malformed || (form.asked && !form.email.includes("@")) ? t("portal.email.missing") : undefined}
      />
      <PasswordField
        label={t("portal.password.current")} purpose="current" value={form.password} onChange={form.setPassword} inputRef={form.passwordInput}
        error={wrong ? t("portal.password.currentWrong") : noPassword ? t("portal.password.missing") : undefined}
      />
      <div className="p-acts">
        <Button kind="primary" wide type="submit" busy={form.change.isPending} busyLabel={t("portal.sending")}>{t("portal.account.mailLink")}</Button>
        <Button kind="quiet" wide onPress={onCancel}>{t("portal.notNow")}</Button>
      </div>
    </form>
  );
}

export function Address({ email }: { email: string }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [sentTo, setSentTo] = useState("");
  const sent = (to: string) => { setOpen(false); setSentTo(to); };
  return (
    <section className="p-card is-tight" aria-labelledby="address">
      <h2 id="address">{t("portal.email")}</h2>
      <p className="p-line"><Words id="portal.account.signsInWith" values={{ email }} parts={{ b: <b /> }} /></p>
      <div aria-live="polite">
        {sentTo && <Banner tone="info" title={t("portal.forgot.sent")}>{t("portal.account.mailed", { email: sentTo })}</Banner>}
      </div>
      {open
        ? <ChangeForm onSent={sent} onCancel={() => setOpen(false)} />
        : <Button kind="secondary" wide onPress={() => setOpen(true)}>{t("portal.account.changeEmail")}</Button>}
    </section>
  );
}
