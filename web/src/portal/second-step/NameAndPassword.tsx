/** What a change of the second step asks for: the password, unless it was typed a moment ago; for a passkey its name too. */
import { useRef, useState } from "react";
import type { FormEvent, ReactNode } from "react";
import { isProblem } from "@/api/problem";
import { useWords } from "@/app/words";
import { Button, PasswordField, TextField } from "@/kit";
import type { ButtonKind } from "@/kit";
import { Trouble } from "../parts/Trouble";
import { stepTrouble } from "./trouble";

interface NameAndPasswordProps {
  /** What this will do. */
  children?: ReactNode;
  /** Asks for a name, beginning with this one. */
  named?: string;
  askPassword: boolean;
  act: string;
  kind?: ButtonKind;
  busy: boolean;
  busyLabel?: string;
  error: unknown;
  onSubmit: (given: { name: string; current_password?: string }) => void;
  onCancel?: () => void;
}

export function NameAndPassword({ children, named, askPassword, act, kind = "primary", busy, busyLabel, error, onSubmit, onCancel }: NameAndPasswordProps) {
  const t = useWords();
  const [name, setName] = useState(named ?? "");
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const wrong = isProblem(error, "CURRENT_PASSWORD_WRONG");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (askPassword && !password) return input.current?.focus();
    onSubmit({ name: name.trim() || named || "", ...(askPassword ? { current_password: password } : {}) });
  };
  return (
    <form className="p-form" onSubmit={submit} noValidate>
      {children}
      <Trouble>{!wrong && stepTrouble(error)}</Trouble>
      {named !== undefined && <TextField label={t("portal.factor.name")} value={name} onChange={setName} maxLength={60} help={t("portal.factor.nameHelp")} />}
      {askPassword && (
        <PasswordField
          label={t("portal.password.current")} purpose="current" autoFocus value={password} onChange={setPassword} inputRef={input}
          error={wrong ? t("portal.password.currentWrong") : asked && !password ? t("portal.password.missing") : undefined}
        />
      )}
      <div className="p-acts">
        <Button kind={kind} wide type="submit" busy={busy} busyLabel={busyLabel}>{act}</Button>
        {onCancel && <Button kind="quiet" wide onPress={onCancel}>{t("portal.notNow")}</Button>}
      </div>
    </form>
  );
}
