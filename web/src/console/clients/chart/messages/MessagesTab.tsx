/** The Messages tab: every mail about this client and what became of it. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { contactsQuery } from "@/api/contacts";
import { messagesQuery } from "@/api/messages";
import type { Message } from "@/api/types";
import { clock, dayAndClock } from "@/app/when";
import { Chip, Empty, ErrorState, Skeleton } from "@/kit";
import { useMailSpeech } from "../../../speech/mail";
import { fullName, useVocabulary } from "../../../speech/vocabulary";
import { mailIcon, mailTone } from "./mail-state";
import { Release } from "./Release";
import "./messages.css";

function MessageLine({ message, names }: { message: Message; names: string }) {
  const { t, named } = useVocabulary();
  const { fate, why } = useMailSpeech();
  return (
    <li className="c-message">
      <div>
        <b>{named("mailKind", message.kind)}</b> <span className="c-light">{names && t("console.mail.for", { names })}</span>
        <span className="c-meta">{message.to_address}</span>
        <ol className="c-states">
          {message.states.map((one, index) => <li key={index}>{`${named("mail", one.state)} ${clock(one.time)}`}{one.reason && index < message.states.length - 1 ? `, ${why(one.reason, message.to_address)}` : ""}</li>)}
        </ol>
        <p className="c-meta c-fate">{fate(message)}</p>
        {message.detail && <p className="c-meta">{t("console.delivery.said", { said: message.detail })}</p>}
        <Release message={message} />
      </div>
      <Chip tone={mailTone(message.state)} icon={mailIcon(message.state)}>{named("mail", message.state)}</Chip>
      <time className="c-meta k-num" dateTime={message.change_time}>{dayAndClock(message.change_time)}</time>
    </li>
  );
}

export function MessagesTab() {
  const { t } = useVocabulary();
  const { clientId } = useParams({ from: "/console/clients/$clientId/messages" });
  const query = useQuery({ ...messagesQuery({ client_id: clientId }), refetchInterval: 4_000 });
  const people = useQuery(contactsQuery(clientId)).data?.contacts ?? [];
  const namesOf = (message: Message) => people.filter((one) => message.recipients.some((to) => to.contact_id === one.contact_id)).map(fullName).join(", ");
  if (query.isPending) return <div className="c-pad"><Skeleton lines={6} /></div>;
  if (!query.data) return <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />;
  if (query.data.messages.length === 0) return <Empty icon="mail" title={t("console.mail.none")}>{t("console.mail.noneText")}</Empty>;
  return (
    <div className="c-pad">
      {query.isError && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      <ul className="k-card c-messages">{query.data.messages.map((message) => <MessageLine key={message.message_id} message={message} names={namesOf(message)} />)}</ul>
    </div>
  );
}
