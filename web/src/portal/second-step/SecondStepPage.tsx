/** The second step of a sign-in: the app's code, a passkey, or a recovery code. */
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { isProblem } from "@/api/problem";
import { usePassCode, usePassPasskey } from "@/api/second-step";
import { useSignOut } from "@/api/signing-in";
import { hasPasskeys } from "@/app/passkeys";
import { useWords } from "@/app/words";
import { Button, PortalShell, TextField } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { safeNext } from "../sign-in/next";
import { stepTrouble } from "./trouble";
import "./second-step.css";

const route = getRouteApi("/portal/signed-in/second-step");
type Way = "PASSKEY" | "APP" | "RECOVERY";

function useGoOn() {
  const router = useRouter();
  const { next } = route.useSearch();
  return () => void router.navigate({ to: safeNext(next), replace: true });
}

function useCode(way: "APP" | "RECOVERY") {
  const pass = usePassCode();
  const goOn = useGoOn();
  const [code, setCode] = useState("");
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const missing = way === "APP" ? code.replace(/\s/g, "").length !== 6 : !code.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing) return input.current?.focus();
    pass.mutate(code.trim(), { onSuccess: goOn, onError: () => input.current?.select() });
  };
  return { pass, code, setCode, missing: asked && missing, input, submit };
}

function CodeForm({ way }: { way: "APP" | "RECOVERY" }) {
  const t = useWords();
  const form = useCode(way);
  const app = way === "APP";
  const refused = isProblem(form.pass.error, "SECOND_FACTOR_REFUSED");
  const refusal = refused ? t(app ? "portal.step.refused" : "portal.step.recoveryRefused") : undefined;
  return (
    <form className="p-form" onSubmit={form.submit} noValidate>
      <Trouble>{!refused && stepTrouble(form.pass.error)}</Trouble>
      <div className={app ? "p-code" : "p-code is-words"}>
        <TextField
          label={t(app ? "portal.step.code" : "portal.step.recoveryCode")} verbatim autoFocus inputRef={form.input} value={form.code} onChange={form.setCode}
          inputMode={app ? "numeric" : "text"} autoComplete={app ? "one-time-code" : "off"}
          help={app ? undefined : t("portal.step.recoveryHelp")}
          error={form.missing ? t(app ? "portal.step.missing" : "portal.step.recoveryMissing") : refusal}
        />
      </div>
      <Button kind="primary" wide type="submit" busy={form.pass.isPending}>{t("portal.step.act")}</Button>
    </form>
  );
}

function PasskeyForm() {
  const t = useWords();
  const pass = usePassPasskey();
  const goOn = useGoOn();
  return (
    <div className="p-form">
      <Trouble>{stepTrouble(pass.error)}</Trouble>
      <Button kind="primary" wide icon="key" busy={pass.isPending} busyLabel={t("portal.step.waiting")} onPress={() => pass.mutate(undefined, { onSuccess: goOn })}>{t("portal.step.passkey")}</Button>
    </div>
  );
}

export function SecondStepPage() {
  const t = useWords();
  const router = useRouter();
  const signOut = useSignOut();
  const { me } = route.useRouteContext();
  const ways: Way[] = [...(me.second_factors.includes("PASSKEY") && hasPasskeys ? ["PASSKEY" as const] : []), ...(me.second_factors.includes("APP") ? ["APP" as const] : []), "RECOVERY"];
  const [way, setWay] = useState<Way>(ways[0] ?? "RECOVERY");
  const lead = { PASSKEY: t("portal.step.passkeyLead"), APP: t("portal.step.appLead"), RECOVERY: t("portal.step.recoveryLead") }[way];
  const instead = { PASSKEY: t("portal.step.usePasskey"), APP: t("portal.step.useApp"), RECOVERY: t("portal.step.useRecovery") };
  return (
    <PortalShell doorway>
      <PageHead title={t("portal.step.title")} live>{lead}</PageHead>
      {way === "PASSKEY" ? <PasskeyForm /> : <CodeForm key={way} way={way} />}
      <div className="p-acts">
        {ways.filter((one) => one !== way).map((one) => <Button key={one} wide onPress={() => setWay(one)}>{instead[one]}</Button>)}
        <Button kind="quiet" wide onPress={() => signOut.mutate(undefined, { onSettled: () => void router.navigate({ to: "/sign-in" }) })}>{t("portal.account.signOut")}</Button>
      </div>
      <HelpStrip />
    </PortalShell>
  );
}
