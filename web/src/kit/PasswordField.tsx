/** A password somebody types: shown on demand, never spell-checked, pasted freely. */
import { useState } from "react";
import { IconButton } from "./Button";
import { TextField } from "./TextField";
import type { TextFieldProps } from "./TextField";
import { useWords } from "@/app/words";

interface PasswordFieldProps extends Omit<TextFieldProps, "type" | "end" | "long"> {
  /** current: to sign in. new: to choose one. */
  purpose: "current" | "new";
}

export function PasswordField({ purpose, ...rest }: PasswordFieldProps) {
  const t = useWords();
  const [shown, setShown] = useState(false);
  const label = t(shown ? "kit.password.hide" : "kit.password.show");
  return (
    <TextField
      {...rest}
      type={shown ? "text" : "password"}
      autoComplete={purpose === "new" ? "new-password" : "current-password"}
      verbatim
      end={<IconButton icon={shown ? "eyeShut" : "eye"} label={label} onPress={() => setShown(!shown)} />}
    />
  );
}
