/** What one person gets: the mail's head and text as notify renders it, with a sample link. */
import { useQuery } from "@tanstack/react-query";
import { invitationPreviewQuery } from "@/api/messages";
import { practiceQuery } from "@/api/practice";
import type { ChartContact, Client, MailPreview } from "@/api/types";
import { ErrorState, Mark, Select, Skeleton } from "@/kit";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

/** The text part, by paragraphs. The page's policy lets no foreign markup in, so the HTML part isn't shown here. */
function paragraphs(text: string): string[] {
  return text.trim().split(/\n\s*\n/).map((one) => one.trim()).filter(Boolean);
}

const isLink = (line: string) => /^https?:\/\/\S+$/.test(line);
const hasLink = (paragraph: string) => paragraph.split("\n").some((line) => isLink(line.trim()));

function Paragraph({ text }: { text: string }) {
  const { t } = useVocabulary();
  const lines = text.split("\n").map((line) => line.trim());
  return (
    <p>
      {lines.map((line, index) => (isLink(line)
        ? <span key={index} className="c-mail-button" title={line}>{t("console.welcome.button")}</span>
        : <span key={index}>{line} </span>))}
    </p>
  );
}

function Mail({ mail }: { mail: MailPreview }) {
  const { t } = useVocabulary();
  const practice = useQuery(practiceQuery).data;
  const [first = "", ...rest] = paragraphs(mail.text);
  const foot = rest.filter((text) => /^-- ?(\n|$)/.test(text));
  const body = rest.filter((text) => !foot.includes(text));
  const greeting = first.length < 60 && !hasLink(first);
  return (
    <article className="c-mail">
      <header>
        <p><span className="c-light">{t("console.mail.to")}</span> {mail.to_address}</p>
        <p><span className="c-light">{t("console.mail.subject")}</span> <b>{mail.subject}</b></p>
      </header>
      <div className="c-mail-paper">
        <span className="c-mail-mark"><Mark size={22} />{practice?.name}</span>
        {greeting && <h4>{first.replace(/,$/, "")}</h4>}
        {(greeting ? body : [first, ...body]).map((text, index) => <Paragraph key={index} text={text} />)}
      </div>
      {foot.map((text) => <footer key={text}>{text.split("\n").slice(1).map((line) => <p key={line}>{line}</p>)}</footer>)}
    </article>
  );
}

interface PreviewProps { client: Client; people: ChartContact[]; viewed: ChartContact; onView: (id: string) => void; sent: boolean }

export function Preview({ client, people, viewed, onView, sent }: PreviewProps) {
  const { t } = useVocabulary();
  const query = useQuery(invitationPreviewQuery(client.client_id, viewed.contact_id));
  const title = t(sent ? "console.welcome.got" : "console.welcome.gets", { name: viewed.given_name });
  return (
    <section className="c-welcome-right" aria-label={title}>
      <div className="c-row">
        <h3 className="c-sub">{title}</h3>
        {people.length > 1 && <Select label={t("console.welcome.whose")} hideLabel options={people.map((one) => ({ value: one.contact_id, label: fullName(one) }))} value={viewed.contact_id} onChange={onView} />}
      </div>
      {query.isPending && <Skeleton lines={8} />}
      {query.isError && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {query.data && <Mail mail={query.data} />}
    </section>
  );
}
