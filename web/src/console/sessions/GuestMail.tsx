/** What became of the newest mail to a guest; where the address doesn't take it, another one beside it. */
import { useState } from "react";
import type { FormEvent } from "react";
import { isProblem } from "@/api/problem";
import { useRenewGuestLink } from "@/api/guests";
import type { Guest, Message } from "@/api/types";
import { Button, Icon, Note, TextField, toast } from "@/kit";
import { mailIcon, mailTone } from "../clients/chart/messages/mail-state";
import { Release } from "../clients/chart/messages/Release";
import { useMay } from "../frame/may";
import { isDead, useMailSpeech } from "../speech/mail";
import { useVocabulary } from "../speech/vocabulary";

/** Of the link they have now: an older one's mail tells nothing of it. */
export function newestTo(guest: Guest, messages: Message[]): Message | undefined {
  if (!guest.email) return undefined;
  return messages.find((one) => one.account_id === guest.guest_id && Date.parse(one.queue_time) >= Date.parse(guest.issue_time));
}

function Elsewhere({ guest, sessionId }: { guest: Guest; sessionId: string }) {
  const { t, refusal } = useVocabulary();
  const [email, setEmail] = useState("");
  const renew = useRenewGuestLink(sessionId);
  const badEmail = isProblem(renew.error) && renew.error.errors.some((one) => one.field.endsWith("email"));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (email.trim()) renew.mutate({ guestId: guest.guest_id, email: email.trim() }, { onSuccess: () => toast(t("console.done.guestMailed", { name: guest.name })) });
  };
  return (
    <form className="c-guest-elsewhere" onSubmit={send}>
      <TextField label={t("console.guests.elsewhere", { name: guest.name })} type="email" verbatim value={email} onChange={setEmail} error={badEmail ? t("console.guests.badEmail") : undefined} />
      <Button type="submit" kind="fix" size="small" icon="mail" busy={renew.isPending}>{t("console.guests.mailAnew")}</Button>
      {renew.isError && !badEmail && <Note tone="block">{refusal(renew.error)}</Note>}
    </form>
  );
}

export function GuestMail({ guest, mail, sessionId }: { guest: Guest; mail: Message; sessionId: string }) {
  const { named } = useVocabulary();
  const { fate } = useMailSpeech();
  const may = useMay()("guests:write");
  const dead = guest.state === "LIVE" && isDead(mail.reason, mail.state) && mail.to_address?.toLowerCase() === guest.email?.toLowerCase();
  return (
    <>
      <p className={`c-guest-mail is-${mailTone(mail.state)}`} aria-live="polite">
        <Icon name={mailIcon(mail.state)} size={16} />
        <span>{mail.kind === "GUEST_INVITATION" ? fate(mail) : `${named("mailKind", mail.kind)} · ${fate(mail)}`}</span>
      </p>
      {guest.state === "LIVE" && <Release message={mail} />}
      {may && dead && <Elsewhere guest={guest} sessionId={sessionId} />}
    </>
  );
}
