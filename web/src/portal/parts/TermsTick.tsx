/** Agreeing to the terms: the tick, and the text one press away. */
import type { Ref } from "react";
import { useState } from "react";
import type { Terms } from "@/api/types";
import { useWords } from "@/app/words";
import { Checkbox, Dialog, Note, TextButton } from "@/kit";
import { LongText, minutesToRead } from "./LongText";
import { useTerms } from "./terms";
import "./parts.css";

interface TermsTickProps { terms: Terms; agreed: boolean; onChange: (agreed: boolean) => void; missing: boolean; inputRef?: Ref<HTMLInputElement | null> }

export function TermsTick({ terms: asked, agreed, onChange, missing, inputRef }: TermsTickProps) {
  const t = useWords();
  const terms = useTerms(asked);
  const [reading, setReading] = useState(false);
  return (
    <div className="p-terms">
      <Checkbox label={t("portal.terms.agree")} isSelected={agreed} onChange={onChange} isInvalid={missing} inputRef={inputRef} />
      {missing && <div role="alert"><Note tone="block">{t("portal.terms.missing")}</Note></div>}
      <p className="k-help">
        <TextButton onPress={() => setReading(true)}>{t("portal.terms.read")}</TextButton>{" "}
        {t("portal.terms.length", { minutes: minutesToRead(terms.body), version: terms.version })}
      </p>
      <Dialog reading title={terms.title} isOpen={reading} onClose={() => setReading(false)}><LongText body={terms.body} /></Dialog>
    </div>
  );
}
