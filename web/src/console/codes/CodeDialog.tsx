/** A one-time code to read out or print: the digits, how long they last, and whether they were used. */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { codeQuery, issueCode, useStopCode } from "@/api/codes";
import type { CodeProgress, IssuedCode } from "@/api/types";
import { clock } from "@/app/when";
import { Words } from "@/app/Words";
import { Button, Dialog, Note, Progress, Skeleton } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { CodeSlip } from "./CodeSlip";
import "./code.css";

const FRESH = 2_000;

interface Made { code: IssuedCode; at: number }

/** Made as soon as the dialog opens, once however often React looks. */
function useCode(accountId: string) {
  const [made, setMade] = useState<Made | null>(null);
  const [error, setError] = useState<unknown>(null);
  const asked = useRef(false);
  const make = useCallback(() => {
    setMade(null);
    setError(null);
    issueCode(accountId).then((code) => setMade({ code, at: Date.now() }), setError);
  }, [accountId]);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    make();
  }, [make]);
  return { made, error, make };
}

/** Seconds left, by this machine's clock alone: it may be wrong about the hour, not about how long a minute is. */
function useSecondsLeft({ code, at }: Made): { left: number; life: number } {
  const life = Math.round((Date.parse(code.expire_time) - Date.parse(code.issue_time)) / 1000);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const tick = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(tick);
  }, []);
  return { left: Math.max(0, life - Math.floor((now - at) / 1000)), life };
}

const grouped = (code: string) => `${code.slice(0, 3)}\u00a0${code.slice(3)}`;
const spelled = (code: string) => `${[...code.slice(0, 3)].join(" ")}, ${[...code.slice(3)].join(" ")}`;
const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function Time({ made, tries }: { made: Made; tries: number }) {
  const { t } = useVocabulary();
  const { left, life } = useSecondsLeft(made);
  return (
    <>
      <div className="c-row c-code-time">
        <span className="k-num"><Words id="console.code.left" values={{ time: minutes(left) }} parts={{ b: <b /> }} /></span>
        <span className="k-muted">{t("console.code.tries", { tries })}</span>
      </div>
      <Progress label={t("console.code.timeLeft")} done={left} total={life} />
    </>
  );
}

interface BodyProps { made: Made; name: string; state: CodeProgress["state"]; tries: number }

function Body({ made, name, state, tries }: BodyProps) {
  const { t } = useVocabulary();
  const { code } = made;
  const live = state === "LIVE";
  return (
    <>
      <p><Words id="console.code.ask" values={{ name, address: `${window.location.host}/code` }} parts={{ b: <b className="c-code-address" /> }} /></p>
      <p className="c-code-email"><span className="k-muted">{t("console.code.email")}</span> <b>{code.email}</b></p>
      <p className={`c-code-digits k-num${live ? "" : " is-over"}`}><span aria-hidden="true">{grouped(code.code)}</span><span className="k-unseen">{spelled(code.code)}</span></p>
      {live && <Time made={made} tries={tries} />}
      {live && <p className="k-help">{t("console.code.check", { name })}</p>}
    </>
  );
}

export interface CodeDialogProps { accountId: string; name: string; /** Of whom they are the mother, say. */ about?: string; onClose: () => void }

export function CodeDialog({ accountId, name, about, onClose }: CodeDialogProps) {
  const { t, refusal } = useVocabulary();
  const { made, error, make } = useCode(accountId);
  const stop = useStopCode(accountId);
  const progress = useQuery({
    ...codeQuery(accountId, made?.code.code_id ?? ""), enabled: made !== null, gcTime: 0,
    refetchInterval: ({ state }) => (state.data && state.data.state !== "LIVE" ? false : FRESH),
  }).data;
  const state = progress?.state ?? "LIVE";
  const over = made !== null && state !== "LIVE";
  const said = made && t(`console.code.${state}`, { when: clock(progress?.end_time ?? made.code.expire_time) });
  const act = state === "REDEEMED" ? null : over || error
    ? <Button busy={!made && !error} onPress={make}>{t("console.code.again")}</Button>
    : <Button kind="danger" busy={stop.isPending} onPress={() => stop.mutate()}>{t("console.code.stop")}</Button>;
  return (
    <Dialog
      size="small" isOpen onClose={onClose} title={t("console.code.title")} meta={[name, about].filter(Boolean).join(", ")}
      footer={<>
        <span className={`c-code-said${state === "REDEEMED" ? " is-ok" : over ? " is-over" : ""}`} role="status">{said}</span>
        {act}
        {made && !over && <Button onPress={() => window.print()}>{t("console.code.print")}</Button>}
        <Button kind="primary" onPress={onClose}>{t("console.code.done")}</Button>
      </>}
    >
      <div className="c-form">
        {made ? <Body made={made} name={name} state={state} tries={progress?.tries ?? 0} /> : error ? <Note tone="block">{refusal(error)}</Note> : <Skeleton lines={6} />}
        {stop.isError && <Note tone="block">{refusal(stop.error)}</Note>}
      </div>
      {made && !over && <CodeSlip code={made.code} digits={grouped(made.code.code)} name={name} />}
    </Dialog>
  );
}
