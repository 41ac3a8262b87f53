/** One mail's words: subject and body with what may be put in, what has to be mended, the mail as it looks, Save. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { templatePreviewQuery, useChangeTemplate, useRestoreTemplate, useSendTest } from "@/api/templates";
import type { Viewer } from "@/api/templates";
import type { MailWords, Template, TemplateProblem } from "@/api/types";
import { isProblem } from "@/api/problem";
import { date } from "@/app/when";
import { Button, Note, SaveBar, TextField, toast } from "@/kit";
import { useVocabulary } from "../../speech/vocabulary";
import { BodyField } from "./BodyField";
import { PreviewPane } from "./PreviewPane";
import { ProblemList } from "./ProblemList";
import { Variables } from "./Variables";
import { VersionsDialog } from "./VersionsDialog";

const PAUSE_MS = 350;

/** The words as they were when typing last paused. */
function usePaused(words: MailWords): MailWords {
  const [paused, setPaused] = useState(words);
  const { subject, text } = words;
  useEffect(() => {
    const timer = setTimeout(() => setPaused({ subject, text }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [subject, text]);
  return paused;
}

const unlike = (one: string, other: string) => {
  const [lines, others] = [one.split("\n"), other.split("\n")];
  return Array.from({ length: Math.max(lines.length, others.length) }, (_, at) => at).filter((at) => lines[at] !== others[at]).length;
};

/** Puts a variable or the button where the cursor last was; the button gets a line of its own. */
function putIn(field: HTMLInputElement | HTMLTextAreaElement, what: string): string {
  const { value, selectionStart, selectionEnd } = field;
  const [start, end] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  const [before, after] = [value.slice(0, start), value.slice(end)];
  const alone = what.startsWith("{{ button");
  return before + (alone && before !== "" && !before.endsWith("\n") ? "\n" : "") + what + (alone && after !== "" && !after.startsWith("\n") ? "\n" : "") + after;
}

interface TemplateEditorProps { template: Template; mayChange: boolean; edits: Partial<MailWords>; onEdit: (edits: Partial<MailWords>) => void }

export function TemplateEditor({ template, mayChange, edits, onEdit }: TemplateEditorProps) {
  const { t, refusal } = useVocabulary();
  const saved = template.words;
  const words = { ...saved, ...edits };
  const paused = usePaused(words);
  const [viewer, setViewer] = useState<Viewer>(null);
  const [history, setHistory] = useState(false);
  const subjectRef = useRef<HTMLInputElement>(null);
  const textRef = useRef<HTMLTextAreaElement>(null);
  const [last, setLast] = useState<"subject" | "text">("text");
  const preview = useQuery(templatePreviewQuery(template, paused, viewer));
  const change = useChangeTemplate(template);
  const restore = useRestoreTemplate(template);
  const test = useSendTest(template);
  const problems: TemplateProblem[] = preview.data?.problems ?? [];

  const write = (field: keyof MailWords, next: string) => {
    const now = { ...words, [field]: next };
    onEdit(Object.fromEntries((["subject", "text"] as const).filter((one) => now[one] !== saved[one]).map((one) => [one, now[one]])));
  };
  const insert = (what: string) => {
    const field = last === "subject" ? subjectRef.current : textRef.current;
    if (!field) return;
    const next = putIn(field, what);
    const end = next.length - field.value.length + (field.selectionEnd ?? field.value.length);
    write(last, next);
    requestAnimationFrame(() => { field.focus(); field.setSelectionRange(end, end); });
  };
  const save = () => change.mutate(words, { onSuccess: () => { onEdit({}); toast(t("console.act.saved")); }, onError: () => (problems[0]?.field === "subject" ? subjectRef : textRef).current?.focus() });
  const backTo = (version: number | null) => restore.mutate(version, { onSuccess: () => { onEdit({}); setHistory(false); toast(t("console.templates.restored")); } });
  const tryIt = () => test.mutate(words, { onSuccess: ({ to_address }) => toast(t("console.templates.testSent", { address: to_address })) });
  const mend = ({ name, suggestion, field }: TemplateProblem) => {
    if (name && suggestion) write(field as keyof MailWords, words[field as keyof MailWords].replace(name, suggestion));
  };
  const said = template.customised && template.change_time ? t("console.templates.yours", { date: date(template.change_time) }) : t("console.templates.default");
  const changes = [
    ...(edits.subject === undefined ? [] : [{ name: t("console.mail.subject"), from: saved.subject, to: words.subject }]),
    ...(edits.text === undefined ? [] : [{ name: t("console.templates.body"), from: said, to: t("console.templates.linesChanged", { count: unlike(saved.text, words.text) }) }]),
  ];
  const failed = [change, restore, test].find((one) => one.isError)?.error;
  return (
    <>
      <section className="c-template-form" aria-label={t("console.templates.words")}>
        {mayChange && (
          <div className="c-row c-template-acts">
            <Button kind="quiet" size="small" icon="clock" onPress={() => setHistory(true)}>{t("console.templates.versions")}</Button>
            {template.customised && <Button kind="quiet" size="small" icon="undo" busy={restore.isPending} onPress={() => backTo(null)}>{t("console.templates.restore")}</Button>}
            <Button size="small" icon="send" busy={test.isPending} onPress={tryIt}>{t("console.templates.test")}</Button>
          </div>
        )}
        <TextField label={t("console.mail.subject")} value={words.subject} onChange={(next) => write("subject", next)} onFocus={() => setLast("subject")} inputRef={subjectRef} isReadOnly={!mayChange} maxLength={200} help={t("console.templates.neutral")} />
        <BodyField label={t("console.templates.body")} value={words.text} onChange={(next) => write("text", next)} onFocus={() => setLast("text")} fieldRef={textRef} readOnly={!mayChange} bad={new Set(problems.filter((one) => one.field === "text").map((one) => one.line))} />
        <ProblemList problems={problems} onMend={mayChange ? mend : undefined} />
        {mayChange && <Variables template={template} onInsert={insert} />}
        {failed && !isProblem(failed, "TEMPLATE_BROKEN") && <Note tone="block">{refusal(failed)}</Note>}
      </section>
      <PreviewPane preview={preview} viewer={viewer} onView={setViewer} language={template.language} />
      <div className="c-template-save">
        <SaveBar changes={changes} saving={change.isPending} onSave={save} onDiscard={() => onEdit({})} trouble={problems.length > 0 ? t("console.templates.broken", { count: problems.length, state: said }) : undefined} />
      </div>
      {history && <VersionsDialog template={template} onClose={() => setHistory(false)} onRestore={backTo} busy={restore.isPending} />}
    </>
  );
}
