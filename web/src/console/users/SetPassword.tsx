/** Setting a temporary password by hand: it is read out, ends in 72 hours, and must be replaced at the next sign-in. */
import { useState } from "react";
import { useSetTemporaryPassword } from "@/api/accounts";
import { isProblem } from "@/api/problem";
import type { Account } from "@/api/types";
import { clock, day, inLine } from "@/app/when";
import { Banner, Button, Checkbox, Note, Select, TextButton, TextField, differsAt, toast } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { suggestPassword } from "./suggest";
import { accountName } from "./UserList";

const LEAST = 12;
const HOURS = 72;
type Reason = "NO_MAIL" | "FORGOT" | "NO_DEVICE" | "OTHER";
const reasons: Reason[] = ["NO_MAIL", "FORGOT", "NO_DEVICE", "OTHER"];
const passwordRefusals = ["PASSWORD_TOO_SHORT", "PASSWORD_TOO_LONG", "PASSWORD_TOO_COMMON", "PASSWORD_ONLY_NAMES"];

function useForm() {
  const [bypass, setBypass] = useState(true);
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [reason, setReason] = useState<Reason | null>(null);
  const [other, setOther] = useState("");
  const [tried, setTried] = useState(false);
  const clear = () => { setFirst(""); setSecond(""); setReason(null); setOther(""); setTried(false); setBypass(true); };
  return { bypass, setBypass, first, setFirst, second, setSecond, reason, setReason, other, setOther, tried, setTried, clear };
}

function useFirstError(form: ReturnType<typeof useForm>, error: unknown): string | undefined {
  const { t, refusal } = useVocabulary();
  if (form.tried && form.first.length < LEAST) return t("console.password.short", { least: LEAST });
  return isProblem(error, ...passwordRefusals) ? refusal(error) : undefined;
}

function useSecondError(form: ReturnType<typeof useForm>): string | undefined {
  const { t } = useVocabulary();
  const place = differsAt(form.first, form.second);
  if (place > 0) return t("console.password.differs", { place });
  if (form.tried && form.second.length < form.first.length) return t("console.password.again");
  return undefined;
}

export function SetPassword({ account }: { account: Account }) {
  const { t, named, refusal } = useVocabulary();
  const set = useSetTemporaryPassword(account.account_id);
  const form = useForm();
  const name = accountName(account);
  const firstError = useFirstError(form, set.error);
  const secondError = useSecondError(form);
  const good = form.bypass && form.first.length >= LEAST && form.first === form.second && form.reason !== null && (form.reason !== "OTHER" || form.other.trim() !== "");
  const save = () => {
    form.setTried(true);
    if (!good || !form.reason) return;
    const reason = form.reason === "OTHER" ? form.other.trim() : named("temp", form.reason);
    set.mutate({ password: form.first, reason }, { onSuccess: ({ expire_time }) => { toast(t("console.done.password", { name, when: inLine(expire_time) })); form.clear(); } });
  };
  const until = new Date(Date.now() + HOURS * 3_600_000);
  return (
    <form className="c-form c-set-password" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <div><h3 className="c-sub">{t("console.password.title")}</h3><p className="k-help">{t("console.password.text", { name, address: window.location.host })}</p></div>
      <Checkbox isSelected={form.bypass} onChange={form.setBypass} label={t("console.password.bypass")} help={t("console.password.bypassHelp", { name })} />
      {!form.bypass && <Note tone={form.tried ? "block" : "plain"}>{t("console.password.noBypass", { name })}</Note>}
      <TextField label={t("console.password.new")} verbatim autoComplete="off" value={form.first} onChange={form.setFirst} error={firstError} />
      <Note tone={form.first.length >= LEAST ? "ok" : "plain"}>
        {form.first.length >= LEAST ? t("console.password.length", { count: form.first.length }) : t("console.password.least", { least: LEAST })}{" "}
        <TextButton onPress={() => { const next = suggestPassword(); form.setFirst(next); form.setSecond(next); }}>{t(form.first ? "console.password.another" : "console.password.suggest")}</TextButton>
      </Note>
      <TextField label={t("console.password.confirm")} verbatim autoComplete="off" value={form.second} onChange={form.setSecond} error={secondError} />
      <Select<Reason> label={t("console.account.reason")} options={reasons.map((value) => ({ value, label: named("temp", value) }))} value={form.reason} onChange={form.setReason} placeholder={t("console.people.choose")} error={form.tried && !form.reason ? t("console.account.reasonMissing") : undefined} />
      {form.reason === "OTHER" && <TextField label={t("console.password.otherReason")} value={form.other} onChange={form.setOther} error={form.tried && !form.other.trim() ? t("console.account.reasonMissing") : undefined} />}
      <Banner tone="warn" icon="info">{t("console.password.what", { name, count: account.login_sessions?.length ?? 0, hours: HOURS, when: `${day(until, "long")}, ${clock(until)}` })}</Banner>
      {set.isError && !isProblem(set.error, ...passwordRefusals) && <Note tone="block">{refusal(set.error)}</Note>}
      <div className="c-form-acts"><Button onPress={form.clear}>{t("console.act.cancel")}</Button><Button kind="primary" type="submit" busy={set.isPending}>{t("console.act.save")}</Button></div>
    </form>
  );
}
