/** Tell the practice that one can't get in; then what became of it: told when, and what the front desk answered. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { myCallsQuery, useRaiseCall } from "@/api/calls";
import type { MyCall } from "@/api/types";
import { clock } from "@/app/when";
import { useWords } from "@/app/words";
import { Button, Icon, TextField } from "@/kit";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";
import "./join.css";

const OFTEN = 4_000;
const MOST = 280;
const LASTS = 12 * 3_600_000;

/** The call that this page is about: open, or answered lately; asked for again every few seconds. */
export function useMyCall(sessionId: string, clientId?: string): MyCall | undefined {
  const { data } = useQuery({ ...myCallsQuery, refetchInterval: OFTEN });
  const lately = (one: MyCall) => one.state === "OPEN" || Date.now() - new Date(one.raise_time).getTime() < LASTS;
  return data?.calls.find((one) => (one.session_id === sessionId || one.client_id === clientId) && lately(one));
}

export function TellForm({ sessionId, again }: { sessionId: string; again: boolean }) {
  const t = useWords();
  const [said, setSaid] = useState("");
  const tell = useRaiseCall();
  return (
    <form className="p-acts" onSubmit={(event) => { event.preventDefault(); tell.mutate({ session_id: sessionId, said: said.trim() }); }}>
      <Trouble>{tell.error && troubleText(tell.error)}</Trouble>
      <TextField label={t("portal.call.said")} optional maxLength={MOST} placeholder={t("portal.call.saidExample")} value={said} onChange={setSaid} />
      <Button type="submit" kind={again ? "secondary" : "primary"} wide busy={tell.isPending}>{again ? t("portal.call.tellAgain") : t("portal.call.tell")}</Button>
      <p className="k-help">{t("portal.call.tellHelp")}</p>
    </form>
  );
}

export function Told({ call }: { call: Pick<MyCall, "raise_time" | "answer" | "answer_time"> }) {
  const t = useWords();
  return (
    <ol className="p-card p-told" aria-live="polite">
      <li><Icon name="check" /><span>{t("portal.call.told")}</span><time dateTime={call.raise_time}>{clock(call.raise_time)}</time></li>
      {call.answer !== null && call.answer_time && (
        <li><Icon name="check" /><span>{call.answer ? <>{t("portal.call.answered")}<q>{call.answer}</q></> : t("portal.link.newerWent")}</span><time dateTime={call.answer_time}>{clock(call.answer_time)}</time></li>
      )}
    </ol>
  );
}
