/** Adding an app or a passkey from the first question to the recovery codes; the page or dialog around it is the caller's. */
import { useState } from "react";
import { useAddPasskey, useBeginApp } from "@/api/second-step";
import { useWords } from "@/app/words";
import { AddApp } from "./AddApp";
import { NameAndPassword } from "./NameAndPassword";
import { RecoveryCodes } from "./RecoveryCodes";

export type FactorKind = "APP" | "PASSKEY";
interface AddFactorProps { kind: FactorKind; askPassword: boolean; onDone: () => void; onCancel: () => void }
interface WayProps extends Omit<AddFactorProps, "kind" | "onDone"> { onAdded: (codes: string[] | null) => void }

function App({ askPassword, onAdded, onCancel }: WayProps) {
  const t = useWords();
  const begin = useBeginApp();
  if (begin.data) return <AddApp app={begin.data} onAdded={onAdded} onCancel={onCancel} />;
  return (
    <NameAndPassword askPassword={askPassword} act={t("portal.step.act")} busy={begin.isPending} error={begin.error} onCancel={onCancel} onSubmit={({ current_password }) => begin.mutate({ current_password })}>
      <p className="p-line">{t("portal.app.what")}</p>
    </NameAndPassword>
  );
}

function Passkey({ askPassword, onAdded, onCancel }: WayProps) {
  const t = useWords();
  const add = useAddPasskey();
  return (
    <NameAndPassword
      named={t("portal.passkey.name")} askPassword={askPassword} act={t("portal.passkey.act")} busy={add.isPending} busyLabel={t("portal.step.waiting")} error={add.error}
      onCancel={onCancel} onSubmit={(given) => add.mutate(given, { onSuccess: (done) => onAdded(done.recovery_codes) })}
    >
      <p className="p-line">{t("portal.passkey.what")}</p>
    </NameAndPassword>
  );
}

export function AddFactor({ kind, askPassword, onDone, onCancel }: AddFactorProps) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const added = (made: string[] | null) => (made ? setCodes(made) : onDone());
  if (codes) return <RecoveryCodes codes={codes} onKept={onDone} />;
  const Way = kind === "APP" ? App : Passkey;
  return <Way askPassword={askPassword} onAdded={added} onCancel={onCancel} />;
}
