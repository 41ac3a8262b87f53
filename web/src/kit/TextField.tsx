/** A field: label above, help below, an error that names the mend. Never a placeholder for a label. */
import "./field.css";
import type { ReactNode, Ref } from "react";
import { Input } from "react-aria-components/Input";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";
import { TextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField } from "react-aria-components/TextField";
import type { TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { FieldError } from "react-aria-components/FieldError";
import { useWords } from "@/app/words";
import { Icon } from "./Icon";

export interface TextFieldProps extends Omit<AriaTextFieldProps, "children" | "className" | "isInvalid"> {
  label: string;
  help?: ReactNode;
  /** Present means wrong; says how to mend it. */
  error?: ReactNode;
  /** Shown at the end of the label's line: a link. */
  aside?: ReactNode;
  optional?: boolean;
  /** Several lines. */
  long?: boolean;
  /** Example of what to write; the label still says what it is. */
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
  /** Taken as written: no capitals, corrections or spell-checking by the device (emails, passwords, codes). */
  verbatim?: boolean;
  /** A control inside the field, at its end. */
  end?: ReactNode;
}

const asWritten = { autoCapitalize: "none", autoCorrect: "off", spellCheck: false } as const;

function ErrorLine({ children }: { children: ReactNode }) {
  return (
    <FieldError className="k-note is-block">
      <Icon name="warning" size={16} />
      <span>{children}</span>
    </FieldError>
  );
}

export function TextField({ label, help, error, aside, optional, long, placeholder, inputRef, verbatim, end, ...rest }: TextFieldProps) {
  const t = useWords();
  const input = long
    ? <TextArea className="k-input" placeholder={placeholder} />
    : <Input className="k-input" placeholder={placeholder} ref={inputRef} {...(verbatim ? asWritten : {})} />;
  return (
    <AriaTextField validationBehavior="aria" {...rest} isInvalid={Boolean(error)} className="k-field">
      <span className="k-field-head">
        <Label className="k-label">{label}{optional && <small> {t("kit.field.optional")}</small>}</Label>
        {aside}
      </span>
      {end ? <div className="k-input-with-end">{input}{end}</div> : input}
      {error && <ErrorLine>{error}</ErrorLine>}
      {help && <Text slot="description" className="k-help">{help}</Text>}
    </AriaTextField>
  );
}
