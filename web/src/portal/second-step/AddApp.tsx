/** Setting up an authenticator app: the picture it reads, the key to type by hand, and the code that proves it. */
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { isProblem } from "@/api/problem";
import { useAddApp } from "@/api/second-step";
import { useWords } from "@/app/words";
import { Button, TextField } from "@/kit";
import { Trouble } from "../parts/Trouble";
import { stepTrouble } from "./trouble";
import "./second-step.css";

export interface AppToAdd { secret: string; address: string; qr: string }
interface AddAppProps { app: AppToAdd; /** null: the first ten recovery codes were made before. */ onAdded: (codes: string[] | null) => void; onCancel?: () => void }

const inFours = (secret: string) => secret.match(/.{1,4}/g)?.join(" ") ?? secret;

/** On the phone itself there is nothing to scan: the address opens the app. */
function Picture({ app }: { app: AppToAdd }) {
  const t = useWords();
  return (
    <>
      <div className="p-qr">
        <img src={app.qr} width={184} height={184} alt={t("portal.app.picture")} />
        <p className="k-help">{t("portal.app.scan")}</p>
      </div>
      <a className="p-aside" href={app.address}>{t("portal.app.here")}</a>
      <div className="p-secret"><span className="k-help">{t("portal.app.byHand")}</span><code>{inFours(app.secret)}</code></div>
    </>
  );
}

function useAdding(onAdded: AddAppProps["onAdded"]) {
  const t = useWords();
  const add = useAddApp();
  const [code, setCode] = useState("");
  const [name, setName] = useState(t("portal.app.name"));
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const missing = code.replace(/\s/g, "").length !== 6;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (missing) return input.current?.focus();
    add.mutate({ code: code.trim(), name: name.trim() || t("portal.app.name") }, { onSuccess: (done) => onAdded(done.recovery_codes), onError: () => input.current?.select() });
  };
  return { add, code, setCode, name, setName, missing: asked && missing, input, submit };
}

export function AddApp({ app, onAdded, onCancel }: AddAppProps) {
  const t = useWords();
  const form = useAdding(onAdded);
  const wrong = isProblem(form.add.error, "CODE_WRONG");
  return (
    <form className="p-form" onSubmit={form.submit} noValidate>
      <Picture app={app} />
      <Trouble>{!wrong && stepTrouble(form.add.error)}</Trouble>
      <div className="p-code">
        <TextField
          label={t("portal.app.code")} verbatim inputMode="numeric" autoComplete="one-time-code" inputRef={form.input} value={form.code} onChange={form.setCode}
          error={form.missing ? t("portal.step.missing") : wrong ? t("portal.app.wrong") : undefined}
        />
      </div>
      <TextField label={t("portal.factor.name")} value={form.name} onChange={form.setName} maxLength={60} help={t("portal.factor.nameHelp")} />
      <div className="p-acts">
        <Button kind="primary" wide type="submit" busy={form.add.isPending}>{t("portal.app.act")}</Button>
        {onCancel && <Button kind="quiet" wide onPress={onCancel}>{t("portal.notNow")}</Button>}
      </div>
    </form>
  );
}
