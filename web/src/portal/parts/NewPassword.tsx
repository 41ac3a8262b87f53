/** Choosing a password: the field, how strong it is, what is asked of it. */
import type { Ref } from "react";
import { Problem } from "@/api/problem";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Note, PasswordField } from "@/kit";
import "./parts.css";

export const LEAST = 12;
export const MOST = 256;

const letters = (password: string) => [...password].length;

/** 0 (too short) to 4: length is what counts; a single repeated letter isn't length. */
export function strength(password: string): 0 | 1 | 2 | 3 | 4 {
  const count = letters(password);
  if (count < LEAST) return 0;
  const different = new Set(password.toLowerCase()).size;
  if (different < 5) return 1;
  if (count < 16) return 2;
  return count < 22 ? 3 : 4;
}

const refusals: Record<string, WordId> = {
  PASSWORD_TOO_SHORT: "portal.password.tooShort",
  PASSWORD_TOO_LONG: "portal.password.tooLong",
  PASSWORD_TOO_COMMON: "portal.password.tooCommon",
  PASSWORD_UNCHANGED: "portal.password.reused",
};

/** The sentence for a refused password; null when the refusal is about something else. */
export function passwordRefusal(error: unknown): WordId | null {
  if (!(error instanceof Problem)) return null;
  const named = [error.reason, ...error.errors.map((one) => one.reason)].find((reason) => reason in refusals);
  return named ? (refusals[named] ?? null) : null;
}

/** What is wrong before anything is sent; null when nothing is. */
export function passwordTrouble(password: string): WordId | null {
  if (letters(password) < LEAST) return "portal.password.tooShort";
  return letters(password) > MOST ? "portal.password.tooLong" : null;
}

const strengths: Record<1 | 2 | 3 | 4, WordId> = {
  1: "portal.password.weak", 2: "portal.password.fair", 3: "portal.password.strong", 4: "portal.password.veryStrong",
};

function Meter({ level }: { level: 0 | 1 | 2 | 3 | 4 }) {
  const t = useWords();
  return (
    <div className={`p-meter is-${level}`} role="img" aria-label={level ? t(strengths[level]) : t("portal.password.notYet")}>
      <i /><i /><i /><i />
    </div>
  );
}

interface NewPasswordProps { value: string; onChange: (value: string) => void; error?: string; inputRef?: Ref<HTMLInputElement>; email?: string }

export function NewPassword({ value, onChange, error, inputRef, email }: NewPasswordProps) {
  const t = useWords();
  const count = letters(value);
  return (
    <div className="p-password">
      {email && <input className="k-unseen" type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />}
      <PasswordField label={t("portal.password.new")} purpose="new" value={value} onChange={onChange} error={error} inputRef={inputRef} />
      <Meter level={strength(value)} />
      {count >= LEAST
        ? <Note tone="ok">{t("portal.password.longEnough", { count })}</Note>
        : <Note>{count === 0 ? t("portal.password.rule") : t("portal.password.ruleCount", { count })}</Note>}
      <Note>{t("portal.password.advice")}</Note>
    </div>
  );
}
