/** A mail on paper: its head and its text part as notify renders it. */
import { useQuery } from "@tanstack/react-query";
import { practiceQuery } from "@/api/practice";
import { Mark } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import "./mail.css";

/** The text part, by paragraphs. The page's policy lets no foreign markup in, so the HTML part isn't shown here. */
function paragraphs(text: string): string[] {
  return text.trim().split(/\n\s*\n/).map((one) => one.trim()).filter(Boolean);
}

const isLink = (line: string) => /^https?:\/\/\S+$/.test(line);
const hasLink = (paragraph: string) => paragraph.split("\n").some((line) => isLink(line.trim()));
/** "Choose your password:" before an address is what stands on the button. */
const labelOf = (line: string | undefined) => (line && /[^\s:]\s*:$/.test(line) ? line.replace(/\s*:$/, "") : null);

function Paragraph({ text }: { text: string }) {
  const { t } = useVocabulary();
  const lines = text.split("\n").map((line) => line.trim());
  const onButton = (index: number) => isLink(lines[index + 1] ?? "") && labelOf(lines[index]) !== null;
  return (
    <p>
      {lines.map((line, index) => {
        if (isLink(line)) return <span key={index} className="c-mail-button" title={line}>{labelOf(lines[index - 1]) ?? t("console.welcome.button")}</span>;
        return onButton(index) ? null : <span key={index}>{line} </span>;
      })}
    </p>
  );
}

/** language: what it is written in, where that may not be the page's own. */
export interface MailOnPaper { subject: string; text: string; to_address?: string | null; language?: string }

export function Mail({ mail }: { mail: MailOnPaper }) {
  const { t } = useVocabulary();
  const practice = useQuery(practiceQuery).data;
  const [first = "", ...rest] = paragraphs(mail.text);
  const foot = rest.filter((text) => /^-- ?(\n|$)/.test(text));
  const body = rest.filter((text) => !foot.includes(text));
  const greeting = first.length < 60 && !hasLink(first);
  return (
    <article className="c-mail">
      <header>
        {mail.to_address && <p><span className="c-light">{t("console.mail.to")}</span> {mail.to_address}</p>}
        <p><span className="c-light">{t("console.mail.subject")}</span> <b lang={mail.language}>{mail.subject}</b></p>
      </header>
      <div className="c-mail-paper" lang={mail.language}>
        <span className="c-mail-mark"><Mark size={22} />{practice?.name}</span>
        {greeting && <h4>{first.replace(/,$/, "")}</h4>}
        {(greeting ? body : [first, ...body]).map((text, index) => <Paragraph key={index} text={text} />)}
      </div>
      {foot.map((text) => <footer key={text} lang={mail.language}>{text.split("\n").slice(1).map((line) => <p key={line}>{line}</p>)}</footer>)}
    </article>
  );
}
