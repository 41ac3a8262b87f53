/** A new password: owed after a temporary one (then the old one isn't asked), or by choice. */
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { isProblem } from "@/api/problem";
import { useChangePassword } from "@/api/signing-in";
import { useWords } from "@/app/words";
import { Button, ButtonLink, PasswordField, PortalShell } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { NewPassword, passwordRefusal, passwordTrouble } from "../parts/NewPassword";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

const route = getRouteApi("/portal/signed-in/change-password");

function useChanging(owed: boolean) {
  const router = useRouter();
  const change = useChangePassword();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const currentInput = useRef<HTMLInputElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!owed && !current) return currentInput.current?.focus();
    if (passwordTrouble(password)) return input.current?.focus();
    change.mutate({ new_password: password, ...(owed ? {} : { current_password: current }) }, {
      onSuccess: () => void router.navigate({ to: "/", replace: true }),
      onError: () => input.current?.focus(),
    });
  };
  return { change, current, setCurrent, password, setPassword, asked, currentInput, input, submit };
}

export function ChangePasswordPage() {
  const t = useWords();
  const { me } = route.useRouteContext();
  const owed = me.owes.includes("PASSWORD_CHANGE");
  const form = useChanging(owed);
  const error = form.change.error;
  const wrong = isProblem(error, "CURRENT_PASSWORD_WRONG", "SIGN_IN_REFUSED");
  const refusal = passwordRefusal(error) ?? (form.asked ? passwordTrouble(form.password) : null);
  return (
    <PortalShell doorway>
      <PageHead title={owed ? t("portal.setPassword.title") : t("portal.changePassword.title")}>
        {owed ? t("portal.changePassword.owed") : t("portal.changePassword.lead")}
      </PageHead>
      <form className="p-form" onSubmit={form.submit} noValidate>
        <Trouble>{error && !wrong && !passwordRefusal(error) && troubleText(error)}</Trouble>
        {!owed && (
          <PasswordField
            label={t("portal.password.current")} purpose="current" value={form.current} onChange={form.setCurrent} inputRef={form.currentInput}
            error={wrong ? t("portal.password.currentWrong") : form.asked && !form.current ? t("portal.password.missing") : undefined}
          />
        )}
        <NewPassword value={form.password} onChange={form.setPassword} inputRef={form.input} email={me.email} error={refusal ? t(refusal) : undefined} />
        <Button kind="primary" wide type="submit" busy={form.change.isPending}>{t("portal.setPassword.act")}</Button>
        {!owed && <ButtonLink to="/" kind="quiet" wide>{t("portal.notNow")}</ButtonLink>}
      </form>
      <HelpStrip />
    </PortalShell>
  );
}
