/** The newest mail to a person: how far it came and why not further, how long its link works, and sending it again. */
import { useQuery } from "@tanstack/react-query";
import { accessReportQuery } from "@/api/contacts";
import { messagesQuery } from "@/api/messages";
import type { AccessReport, ChartContact, Message } from "@/api/types";
import { useNow } from "@/app/use-now";
import { inLine, minutesUntil, span } from "@/app/when";
import { Button, Chip, Icon, toast } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useMay } from "../../../frame/may";
import { textOf } from "../../../speech/evidence";
import { isDead, useMailSpeech } from "../../../speech/mail";
import { useVocabulary } from "../../../speech/vocabulary";
import { Release } from "../messages/Release";
import { mailIcon, mailTone } from "../messages/mail-state";

/** Often enough to be watched on the phone; not at all while the page is out of sight. */
const FRESH = 4_000;

function LinkLife({ report }: { report?: AccessReport }) {
  const { t } = useVocabulary();
  const now = useNow();
  const link = report?.findings.find((one) => one.code === "LINK");
  const until = link && textOf(link.evidence, "state") === "LIVE" ? textOf(link.evidence, "expire_time") : "";
  const left = until ? minutesUntil(until, now) : 0;
  if (left <= 0) return null;
  return <p className="c-delivery-link"><Icon name="clock" size={16} /><span role="timer">{t("console.delivery.link", { left: span(left), when: inLine(until) })}</span></p>;
}

/** Not disabled to say no: at the cap it says when the next may go. */
function Resend({ clientId, person, allowance }: { clientId: string; person: ChartContact; allowance: AccessReport["welcome"] }) {
  const { t, named } = useVocabulary();
  const act = useAct();
  const may = useMay();
  if (!may("welcome") || person.account?.state === "ACTIVE" || person.account?.state === "LOCKED") return null;
  const again = allowance.allowed_time ? inLine(allowance.allowed_time) : "";
  const resend = () => (again ? toast(named("refusal", "TOO_MANY_LINKS", { when: again })) : act({ kind: "welcome", clientId, contactIds: [person.contact_id] }));
  return (
    <>
      <Button size="small" icon="mail" onPress={() => void resend()}>{t("console.delivery.resend")}</Button>
      <span className="c-meta">{again ? t("console.delivery.capped", { when: again }) : t("console.delivery.asked", { asked: allowance.asked, most: allowance.most })}</span>
    </>
  );
}

/** Another mail to a dead address would only be stopped: the address comes first. */
function Correct({ clientId, person }: { clientId: string; person: ChartContact }) {
  const { named } = useVocabulary();
  const act = useAct();
  const may = useMay();
  if (!may("contacts")) return null;
  return <Button size="small" onPress={() => act({ kind: "details", clientId, contactId: person.contact_id })}>{named("fixAct", "CORRECT_ADDRESS")}</Button>;
}

const onItsWay = new Set(["QUEUED", "SENT", "DEFERRED", "DELIVERED"]);

function newest(messages: Message[]): Message | undefined {
  return messages.filter((one) => one.kind !== "TEMPLATE_TEST")[0];
}

export function Delivery({ clientId, person }: { clientId: string; person: ChartContact }) {
  const { t, named } = useVocabulary();
  const { fate } = useMailSpeech();
  const mail = newest(useQuery({ ...messagesQuery({ client_id: clientId, contact_id: person.contact_id }), refetchInterval: FRESH }).data?.messages ?? []);
  const report = useQuery(accessReportQuery(clientId, person.contact_id)).data;
  if (!mail) return null;
  return (
    <section className="c-delivery" aria-label={t("console.delivery.title")}>
      <div className="c-row">
        <h3 className="c-sub">{named("mailKind", mail.kind)}</h3>
        <Chip tone={mailTone(mail.state)} icon={mailIcon(mail.state)}>{named("mail", mail.state)}</Chip>
      </div>
      <p aria-live="polite">{fate(mail)}</p>
      {mail.detail && <p className="c-meta c-said">{t("console.delivery.said", { said: mail.detail })}</p>}
      {onItsWay.has(mail.state) && <LinkLife report={report} />}
      <div className="c-acts">
        <Release message={mail} />
        {isDead(mail.reason, mail.state) && mail.to_address?.toLowerCase() === person.email?.toLowerCase()
          ? <Correct clientId={clientId} person={person} />
          : report && <Resend clientId={clientId} person={person} allowance={report.welcome} />}
      </div>
    </section>
  );
}
