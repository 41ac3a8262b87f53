/** A text with marked-up parts: `<Words id="portal.setPassword.for" values={{email}} parts={{b: <b />}} />`. */
import { Trans } from "@lingui/react";
import type { ReactElement } from "react";
import type { WordId, WordValues } from "./words";

interface WordsProps {
  id: WordId;
  values?: WordValues;
  /** `<b>…</b>` in the catalogue becomes the element given as `b`. */
  parts?: Record<string, ReactElement>;
}

export function Words({ id, values, parts }: WordsProps) {
  return <Trans id={id} values={values} components={parts} />;
}
