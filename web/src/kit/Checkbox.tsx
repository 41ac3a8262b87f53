/** A tick with its label and help. */
import "./field.css";
import type { ReactNode } from "react";
import { useId } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components/Checkbox";
import type { CheckboxProps as AriaCheckboxProps } from "react-aria-components/Checkbox";
import { Icon } from "./Icon";

/** `inputRef` reaches the tick itself, to focus it. */
interface CheckboxProps extends Omit<AriaCheckboxProps, "children" | "className"> { label: ReactNode; help?: ReactNode }

export function Checkbox({ label, help, ...rest }: CheckboxProps) {
  const helpId = useId();
  return (
    <AriaCheckbox {...rest} aria-describedby={help ? helpId : undefined} className="k-tick">
      {({ isIndeterminate }) => (
        <>
          <span className="k-tick-box"><Icon name={isIndeterminate ? "minus" : "check"} size={16} /></span>
          <span className="k-tick-text"><span>{label}</span>{help && <span className="k-help" id={helpId}>{help}</span>}</span>
        </>
      )}
    </AriaCheckbox>
  );
}
