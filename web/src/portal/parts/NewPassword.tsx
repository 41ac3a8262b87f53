/** Choosing a password: the field, how strong it is, what is asked of it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Ref } from "react";
import { lacksQuery } from "@/api/passwords";
import { Problem } from "@/api/problem";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Note, PasswordField } from "@/kit";
import "./parts.css";

export const LEAST = 12;
export const MOST = 256;
const PAUSE = 400;

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
  PASSWORD_ONLY_NAMES: "portal.password.onlyNames",
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

/** What the practice's list says of a password that is long enough, once its typing pauses; undefined while that isn't known. */
function useVerdict(password: string, email: string): WordId | null | undefined {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const pause = setTimeout(() => setSettled(password), PAUSE);
    return () => clearTimeout(pause);
  }, [password]);
  const asked = settled === password && passwordTrouble(password) === null;
  const { data } = useQuery({ ...lacksQuery(settled, email), enabled: asked });
  if (!asked || !data) return undefined;
  return data.lacks ? (refusals[data.lacks] ?? null) : null;
}

/** Keeps its line while it isn't known, so that nothing below moves. */
function Verdict({ verdict, count }: { verdict: WordId | null | undefined; count: number }) {
  const t = useWords();
  if (verdict) return <div role="status" className="p-verdict"><Note tone="block">{t(verdict)}</Note></div>;
  return <div role="status" className="p-verdict"><Note tone={verdict === null ? "ok" : "plain"}>{t(count >= LEAST && verdict === null ? "portal.password.notListed" : "portal.password.advice")}</Note></div>;
}

interface NewPasswordProps {
  value: string; onChange: (value: string) => void; error?: string; inputRef?: Ref<HTMLInputElement>;
  /** Whose password it is, for the browser's keychain. */
  email?: string;
  /** Whose it is where a field of the form says so already. */
  typedEmail?: string;
}

export function NewPassword({ value, onChange, error, inputRef, email, typedEmail }: NewPasswordProps) {
  const t = useWords();
  const count = letters(value);
  const verdict = useVerdict(value, email ?? typedEmail ?? "");
  return (
    <div className="p-password">
      {email && <input className="k-unseen" type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />}
      <PasswordField label={t("portal.password.new")} purpose="new" value={value} onChange={onChange} error={error} inputRef={inputRef} />
      <Meter level={verdict ? 1 : strength(value)} />
      {count >= LEAST
        ? <Note tone="ok">{t("portal.password.longEnough", { count })}</Note>
        : <Note>{count === 0 ? t("portal.password.rule") : t("portal.password.ruleCount", { count })}</Note>}
      {!error && <Verdict verdict={verdict} count={count} />}
    </div>
  );
}
