/** Welcome Email: choose who gets it, see what each gets, send, and see what became of it for each. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { clientQuery, useSendWelcomeEmail } from "@/api/clients";
import { contactsQuery } from "@/api/contacts";
import type { ChartContact, Client, WelcomeResult } from "@/api/types";
import { Button, Dialog, Note, Skeleton } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { useStaffNames } from "../../columns";
import { Preview } from "./Preview";
import { Recipients, hasPassword } from "./Recipients";
import { Results } from "./Results";
import "./welcome.css";

interface WelcomeProps { clientId: string; chosen?: string[]; onClose: () => void }

/** Nobody is chosen for whom a mail makes no sense: no address, or a password already. */
const canGet = (person: ChartContact) => Boolean(person.email) && !hasPassword(person) && person.in_force;

function firstChosen(people: ChartContact[], asked?: string[]): string[] {
  if (asked) return people.filter((one) => asked.includes(one.contact_id) && canGet(one)).map((one) => one.contact_id);
  return people.filter((one) => (one.is_primary || one.relationship === "SELF") && canGet(one)).map((one) => one.contact_id);
}

function useMeta(client: Client): string {
  const { t } = useVocabulary();
  const clinician = useStaffNames()(client.clinician_id);
  const name = client.age === null ? fullName(client) : t("console.welcome.aged", { name: fullName(client), age: client.age });
  return [t("console.welcome.for", { name }), clinician && t("console.chart.with", { name: clinician })].filter(Boolean).join(" · ");
}

/** Results by person; a person mended and sent again replaces what was said before. */
function merged(before: WelcomeResult[], next: WelcomeResult[]): WelcomeResult[] {
  const again = new Set(next.map((one) => one.contact_id));
  return [...before.filter((one) => !again.has(one.contact_id)), ...next];
}

function Welcome({ client, people, asked, onClose }: { client: Client; people: ChartContact[]; asked?: string[]; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const send = useSendWelcomeEmail(client.client_id);
  const [chosen, setChosen] = useState(() => firstChosen(people, asked));
  const [shown, setShown] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [sent, setSent] = useState<{ at: string; results: WelcomeResult[] } | null>(null);
  const deliver = async (ids: string[]) => {
    const at = new Date().toISOString();
    const { results } = await send.mutateAsync(ids);
    setSent((before) => ({ at: before?.at ?? at, results: merged(before?.results ?? [], results) }));
  };
  const sendAll = () => {
    setTried(true);
    if (chosen.length > 0) void deliver(chosen).catch(() => {});
  };
  const mailed = people.filter((one) => (sent ? sent.results.some((result) => result.contact_id === one.contact_id && result.state === "REQUESTED") : canGet(one)));
  const viewed = mailed.find((one) => one.contact_id === (shown ?? chosen[0])) ?? mailed[0];
  const footer = sent
    ? <><span className="c-foot-note">{t("console.welcome.stay")}</span><Button kind="primary" onPress={onClose}>{t("console.act.done")}</Button></>
    : <>
        <span className="c-foot-note">{t("console.welcome.chosen", { count: chosen.length })}</span>
        <Button onPress={onClose}>{t("console.act.cancel")}</Button>
        <Button kind="primary" icon="mail" busy={send.isPending} busyLabel={t("console.welcome.sending")} onPress={sendAll}>{t("console.welcome.send")}</Button>
      </>;
  return (
    <Dialog size="large" isOpen onClose={onClose} title={t("console.welcome.title")} meta={useMeta(client)} footer={footer}>
      <div className="c-welcome">
        <div className="c-welcome-left">
          {sent
            ? <Results client={client} people={people} results={sent.results} since={sent.at} sendAgain={deliver} />
            : <Recipients client={client} people={people} chosen={chosen} onChange={setChosen} onLook={setShown} />}
          {!sent && tried && chosen.length === 0 && <Note tone="block">{t("console.welcome.nobody")}</Note>}
          {send.isError && <Note tone="block">{refusal(send.error)}</Note>}
        </div>
        {viewed && <Preview client={client} people={mailed} viewed={viewed} onView={setShown} sent={sent !== null} />}
      </div>
    </Dialog>
  );
}

export function WelcomeDialog({ clientId, chosen, onClose }: WelcomeProps) {
  const { t } = useVocabulary();
  const client = useQuery(clientQuery(clientId)).data;
  const people = useQuery({ ...contactsQuery(clientId), refetchInterval: 3_000 }).data?.contacts;
  if (!client || !people) return <Dialog size="large" isOpen onClose={onClose} title={t("console.welcome.title")}><div className="c-pad"><Skeleton lines={8} /></div></Dialog>;
  return <Welcome client={client} people={people} asked={chosen} onClose={onClose} />;
}
