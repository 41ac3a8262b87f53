/** A switch with its label, help and, when it isn't yours to move, who may. */
import "./switch.css";
import type { ReactNode } from "react";
import { Switch as AriaSwitch } from "react-aria-components/Switch";
import { useId } from "react";
import { useWords } from "@/app/words";

interface SwitchProps {
  label: string;
  isOn: boolean;
  onChange?: (on: boolean) => void;
  /** Below the label: what it does, since when, by whom. */
  help?: ReactNode;
  /** On its way to the server: keeps the new position, answers no further press. */
  saving?: boolean;
  /** "Only an admin can change this." Present means: not yours. */
  notYours?: string;
  name?: string;
}

export function Switch({ label, isOn, onChange, help, saving = false, notYours, name }: SwitchProps) {
  const t = useWords();
  const helpId = useId();
  const below = notYours ?? help;
  return (
    <AriaSwitch className="k-switch" isSelected={isOn} onChange={onChange} isDisabled={Boolean(notYours)} isReadOnly={saving} name={name} aria-describedby={below ? helpId : undefined}>
      <span className="k-switch-text">
        <span className="k-switch-label">{label}</span>
        {below && <span className="k-help" id={helpId}>{below}</span>}
      </span>
      {saving && <span className="k-spin" role="status" aria-label={t("kit.button.busy")} />}
      <span className="k-switch-track"><span className="k-switch-knob" /></span>
    </AriaSwitch>
  );
}
