/** What became of the welcome email, for each person: asked for and how far the mail is, or refused with the reason and what to do instead. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useChangeRelationship } from "@/api/contacts";
import { messagesQuery } from "@/api/messages";
import type { ChartContact, Client, Message, WelcomeResult } from "@/api/types";
import { clock } from "@/app/when";
import { Button, Chip, Icon } from "@/kit";
import type { Tone } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useReadOut, useResetNow } from "../../../acts/fixes";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { mailTone } from "../messages/mail-state";

interface ResultsProps { client: Client; people: ChartContact[]; results: WelcomeResult[]; since: string; sendAgain: (ids: string[]) => Promise<void> }

/** The newest mail to somebody since the dialog asked for it (a little slack for the two clocks). */
function mailOf(messages: Message[], contactId: string, since: string): Message | undefined {
  const from = new Date(since).getTime() - 60_000;
  return messages.filter((one) => new Date(one.queue_time).getTime() >= from && one.recipients.some((to) => to.contact_id === contactId))
    .sort((a, b) => b.queue_time.localeCompare(a.queue_time))[0];
}

function TurnOnAndSend({ client, person, reason, sendAgain }: { client: Client; person: ChartContact; reason: string; sendAgain: ResultsProps["sendAgain"] }) {
  const { t } = useVocabulary();
  const change = useChangeRelationship(client.client_id, person.contact_id);
  const [busy, setBusy] = useState(false);
  const both = async () => {
    setBusy(true);
    try {
      await change.mutateAsync(reason === "ONLINE_ACCESS_OFF" ? { online_access: true } : { email_notifications: true });
      await sendAgain([person.contact_id]);
    } finally {
      setBusy(false);
    }
  };
  return <Button kind="fix" size="small" icon="mail" busy={busy} busyLabel={t("console.welcome.sending")} onPress={() => void both().catch(() => {})}>{t("console.welcome.turnOn")}</Button>;
}

function Mend({ client, person, reason, sendAgain }: { client: Client; person: ChartContact; reason: string; sendAgain: ResultsProps["sendAgain"] }) {
  const { t } = useVocabulary();
  const act = useAct();
  const reset = useResetNow();
  const [done, setDone] = useState(false);
  if (reason === "ONLINE_ACCESS_OFF" || reason === "EMAIL_NOTIFICATIONS_OFF") return <TurnOnAndSend client={client} person={person} reason={reason} sendAgain={sendAgain} />;
  if (reason === "NO_EMAIL") return <Button kind="fix" size="small" onPress={() => act({ kind: "details", clientId: client.client_id, contactId: person.contact_id })}>{t("console.welcome.addEmail")}</Button>;
  if (reason === "ALREADY_ACTIVE" && person.account && !done) return <Button kind="fix" size="small" icon="mail" onPress={() => void reset(person.account!.email).then(setDone)}>{t("console.welcome.reset")}</Button>;
  return done ? <span className="k-help">{t("console.done.resetSent", { email: person.account?.email ?? "" })}</span> : null;
}

function Row({ client, person, result, mail, sendAgain }: { client: Client; person: ChartContact; result: WelcomeResult; mail?: Message; sendAgain: ResultsProps["sendAgain"] }) {
  const { t, named, relationship } = useVocabulary();
  const readOut = useReadOut();
  const refused = result.state === "REFUSED";
  const stopped = mail !== undefined && mailTone(mail.state) === "block";
  const tone: Tone = refused ? "block" : mail ? mailTone(mail.state) : "info";
  const chip = refused ? t("console.welcome.refused") : mail ? `${named("mail", mail.state)} ${clock(mail.change_time)}` : t("console.welcome.requested");
  const why = refused
    ? t("console.welcome.why", { reason: named("welcome", result.reason ?? "", { client: client.given_name, when: result.allowed_time ? clock(result.allowed_time) : "" }) })
    : mail ? [mail.detail ?? mail.reason, mail.state === "SENT" && `${t("console.welcome.notDelivered")}. ${t("console.welcome.junk")}`].filter(Boolean).join(". ") : t("console.welcome.underWay");
  return (
    <li>
      <span className={`c-result-mark is-${tone}`}><Icon name={refused ? "doorBarred" : tone === "block" ? "mailBack" : "check"} size={20} /></span>
      <div>
        <b>{fullName(person)}</b> <span className="c-light">{person.relationship === "SELF" ? t("console.welcome.client") : relationship(person)}</span>
        <span className="c-address">{person.email}</span>
      </div>
      <Chip tone={tone} icon={refused ? "cross" : "mail"}>{chip}</Chip>
      <div className="c-result-why">
        <p className="k-help">{why}</p>
        {stopped && person.account && <div className="c-acts"><Button kind="fix" size="small" icon="key" onPress={() => readOut(client, person)}>{t("console.code.act")}</Button></div>}
        {refused && <div className="c-acts"><Mend client={client} person={person} reason={result.reason ?? ""} sendAgain={sendAgain} /></div>}
      </div>
    </li>
  );
}

export function Results({ client, people, results, since, sendAgain }: ResultsProps) {
  const { t } = useVocabulary();
  const messages = useQuery({ ...messagesQuery({ client_id: client.client_id }), refetchInterval: 2_000 }).data?.messages ?? [];
  const refused = results.filter((one) => one.state === "REFUSED").length;
  return (
    <div aria-live="polite">
      <h3 className="c-sub">{t("console.welcome.result", { sent: results.length - refused, refused })}</h3>
      <ul className="c-recipients is-results">
        {people.flatMap((person) => {
          const result = results.find((one) => one.contact_id === person.contact_id);
          return result ? [<Row key={person.contact_id} client={client} person={person} result={result} mail={mailOf(messages, person.contact_id, since)} sendAgain={sendAgain} />] : [];
        })}
      </ul>
    </div>
  );
}
