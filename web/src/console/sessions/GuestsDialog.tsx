/** Guests of a video session: who has a link, whether they came in, and a link for one more. Once it is past, what came of it, to read. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { guestsQuery, useInviteGuest, useRenewGuestLink, useRevokeGuest } from "@/api/guests";
import { messagesQuery } from "@/api/messages";
import { isProblem } from "@/api/problem";
import type { Guest, Message, VideoSession } from "@/api/types";
import { dayAndClock, inLine } from "@/app/when";
import { Button, Chip, Dialog, ErrorState, Icon, Note, Skeleton, TextField, toast } from "@/kit";
import type { WordId } from "@/app/words";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";
import { mailIcon, mailTone } from "../clients/chart/messages/mail-state";
import { useMailSpeech } from "../speech/mail";
import { GuestMail, newestTo } from "./GuestMail";

/** How a session ended for which there are no links to make any more. */
export type Past = "cancelled" | "over";
const pastText: Record<Past, WordId> = { cancelled: "console.guests.cancelledText", over: "console.guests.overText" };

interface Shown { name: string; url: string }
/** Often enough to be watched while the guest is on the phone. */
const FRESH = 3_000;

/** A link that was not mailed: here, this once. */
function Once({ shown }: { shown: Shown }) {
  const { t } = useVocabulary();
  const copy = () => void navigator.clipboard.writeText(shown.url).then(() => toast(t("console.guests.copied")));
  return (
    <section className="c-guest-once" role="status">
      <p><b>{t("console.guests.linkOf", { name: shown.name })}</b></p>
      <p className="c-guest-url" translate="no">{shown.url}</p>
      <div className="c-row"><Button icon="copy" size="small" onPress={copy}>{t("console.guests.copy")}</Button><span className="k-help">{t("console.guests.once")}</span></div>
    </section>
  );
}

function Standing({ guest }: { guest: Guest }) {
  const { t } = useVocabulary();
  if (guest.state === "REVOKED") return <Chip tone="quiet" icon="cross">{t("console.guests.revoked")}</Chip>;
  if (guest.inside) return <Chip tone="ok" icon="doorOpen">{t("console.guests.inside")}</Chip>;
  if (guest.state === "ENDED") return <Chip tone="quiet" icon="check">{t("console.sessions.over")}</Chip>;
  if (guest.first_join_time) return <Chip tone="info" icon="doorAjar">{t("console.guests.left")}</Chip>;
  return <Chip tone="info" icon="doorClosed">{t("console.guests.waiting")}</Chip>;
}

function Facts({ guest, mail }: { guest: Guest; mail?: Message }) {
  const { t, named } = useVocabulary();
  const issued = inLine(guest.issue_time);
  const said = guest.said_name && guest.said_name !== guest.name ? guest.said_name : "";
  return (
    <div className="c-meta">
      <p>{guest.email ? t(mail ? "console.guests.mailTo" : "console.guests.mailed", { when: issued, email: guest.email }) : t("console.guests.shown", { when: issued })}</p>
      {guest.last_join_time && <p>{t(said ? "console.guests.joinedAs" : "console.guests.joined", { when: inLine(guest.last_join_time), name: said })}</p>}
      {guest.refuse_time && guest.refuse_reasons && (
        <p>{t("console.guests.refused", { when: inLine(guest.refuse_time), reason: guest.refuse_reasons.map((one) => named("reason", one)).join(", ") })}</p>
      )}
    </div>
  );
}

interface LineProps { guest: Guest; mail?: Message; sessionId: string; past?: Past; onShown: (shown: Shown | null) => void }

function Line({ guest, mail, sessionId, past, onShown }: LineProps) {
  const { t, refusal } = useVocabulary();
  const may = useMay()("guests:write") && !past;
  const renew = useRenewGuestLink(sessionId);
  const revoke = useRevokeGuest(sessionId);
  const again = () => renew.mutate({ guestId: guest.guest_id, email: guest.email }, {
    onSuccess: ({ url }) => (url ? onShown({ name: guest.name, url }) : toast(t("console.done.guestMailed", { name: guest.name }))),
  });
  const takeBack = () => revoke.mutate(guest.guest_id, { onSuccess: () => { onShown(null); toast(t("console.done.guestRevoked", { name: guest.name })); } });
  const error = renew.error ?? revoke.error;
  return (
    <li className="c-guest">
      <div><b>{guest.name}</b><Facts guest={guest} mail={mail} /></div>
      <Standing guest={guest} />
      {may && guest.state !== "ENDED" && (
        <div className="c-guest-acts">
          <Button kind="quiet" size="small" busy={renew.isPending} aria-label={t("console.guests.renewOf", { name: guest.name })} onPress={again}>{t("console.guests.renew")}</Button>
          {guest.state === "LIVE" && <Button kind="danger" size="small" busy={revoke.isPending} aria-label={t("console.guests.revokeOf", { name: guest.name })} onPress={takeBack}>{t("console.guests.revoke")}</Button>}
        </div>
      )}
      {mail && <GuestMail guest={guest} mail={mail} sessionId={sessionId} />}
      {past === "cancelled" && mail?.kind !== "SESSION_CANCELLED" && <p className="c-guest-mail"><Icon name="mail" size={16} /><span>{t("console.guests.untold")}</span></p>}
      {error && <Note tone="block">{refusal(error)}</Note>}
    </li>
  );
}

function Invite({ sessionId, onShown }: { sessionId: string; onShown: (shown: Shown | null) => void }) {
  const { t, refusal } = useVocabulary();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [tried, setTried] = useState(false);
  const invite = useInviteGuest(sessionId);
  const badEmail = isProblem(invite.error) && invite.error.errors.some((one) => one.field.endsWith("email"));
  const make = () => {
    setTried(true);
    if (!name.trim()) return;
    invite.mutate({ name: name.trim(), email: email.trim() || null }, {
      onSuccess: ({ guest, url }) => {
        onShown(url ? { name: guest.name, url } : null);
        if (!url) toast(t("console.done.guestMailed", { name: guest.name }));
        setName(""); setEmail(""); setTried(false);
      },
    });
  };
  return (
    <form className="c-form c-guest-new" onSubmit={(event) => { event.preventDefault(); make(); }}>
      <h3>{t("console.guests.add")}</h3>
      <div className="c-pair">
        <TextField label={t("console.guests.name")} maxLength={80} value={name} onChange={setName} help={t("console.guests.nameHelp")} error={tried && !name.trim() ? t("console.guests.noName") : undefined} />
        <TextField label={t("console.guests.email")} type="email" optional verbatim value={email} onChange={setEmail} help={t("console.guests.emailHelp")} error={badEmail ? t("console.guests.badEmail") : undefined} />
      </div>
      {invite.isError && !badEmail && <Note tone="block">{refusal(invite.error)}</Note>}
      <div><Button type="submit" kind="primary" icon="chain" busy={invite.isPending}>{t("console.guests.make")}</Button></div>
    </form>
  );
}

/** The client's people who were mailed that the session is cancelled. */
function Told({ mails }: { mails: Message[] }) {
  const { t } = useVocabulary();
  const { fate } = useMailSpeech();
  if (mails.length === 0) return null;
  return (
    <section>
      <h3>{t("console.guests.othersTold")}</h3>
      <ul className="c-guests">
        {mails.map((mail) => (
          <li key={mail.message_id} className="c-guest">
            <div className="c-meta" translate="no">{mail.to_address}</div>
            <p className={`c-guest-mail is-${mailTone(mail.state)}`}><Icon name={mailIcon(mail.state)} size={16} /><span>{fate(mail)}</span></p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function GuestsDialog({ session, name, past, onClose }: { session: VideoSession; name: string; past?: Past; onClose: () => void }) {
  const { t } = useVocabulary();
  const may = useMay()("guests:write") && !past;
  const [shown, setShown] = useState<Shown | null>(null);
  const query = useQuery(guestsQuery(session.session_id));
  const mayRead = useMay()("messages:read");
  const mails = useQuery({ ...messagesQuery({ session_id: session.session_id }), refetchInterval: FRESH, enabled: mayRead }).data?.messages ?? [];
  const guests = query.data?.guests;
  return (
    <Dialog isOpen onClose={onClose} title={t("console.guests")} meta={name ? `${name}, ${inLine(session.start_time)}` : dayAndClock(session.start_time)} footer={<Button onPress={onClose}>{t("console.code.done")}</Button>}>
      <div className="c-form">
        <p>{t(past ? pastText[past] : "console.guests.text")}</p>
        {query.isPending && <Skeleton lines={3} />}
        {query.isError && !guests && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
        {guests?.length === 0 && <p className="k-muted">{t("console.guests.none")}</p>}
        {guests && guests.length > 0 && <ul className="c-guests" aria-label={t("console.guests")}>{guests.map((one) => <Line key={one.guest_id} guest={one} mail={newestTo(one, mails)} sessionId={session.session_id} past={past} onShown={setShown} />)}</ul>}
        {past === "cancelled" && guests && <Told mails={mails.filter((one) => one.kind === "SESSION_CANCELLED" && !guests.some((guest) => guest.guest_id === one.account_id))} />}
        {shown && <Once shown={shown} />}
        {may && guests && <Invite sessionId={session.session_id} onShown={setShown} />}
      </div>
    </Dialog>
  );
}
