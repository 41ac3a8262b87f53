/** Clinic Setup → Import: choose a file, or go on with one that was chosen before. */
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { DropZone } from "react-aria-components/DropZone";
import type { DropZoneProps } from "react-aria-components/DropZone";
import { FileTrigger } from "react-aria-components/FileTrigger";
import { importsQuery, useUpload } from "@/api/imports";
import type { ImportShown } from "@/api/types";
import { useTitle } from "@/app/surface";
import { dayAndClock } from "@/app/when";
import { useWords } from "@/app/words";
import { Banner, Button, Card, ConsolePage, Note, Progress } from "@/kit";
import { WhoButton } from "../frame/Foot";
import { PeopleSearch } from "../frame/PeopleSearch";
import { useVocabulary } from "../speech/vocabulary";
import { Steps } from "./Steps";
import { StateChip } from "./StateChip";
import "./import.css";

const MOST_BYTES = 10 * 1024 * 1024;

type DropEvent = Parameters<NonNullable<DropZoneProps["onDrop"]>>[0];

async function dropped(event: DropEvent): Promise<File | undefined> {
  const item = event.items.find((one) => one.kind === "file");
  return item && "getFile" in item ? item.getFile() : undefined;
}

function useChosenFile() {
  const go = useNavigate();
  const [file, setFile] = useState<File>();
  const [sent, setSent] = useState(0);
  const upload = useUpload(setSent);
  const tooLarge = file !== undefined && file.size > MOST_BYTES;
  const take = (chosen: File | undefined) => {
    if (!chosen || upload.isPending) return;
    setFile(chosen);
    setSent(0);
    if (chosen.size <= MOST_BYTES) upload.mutate(chosen, { onSuccess: ({ import_id }) => void go({ to: "/import/$importId", params: { importId: import_id } }) });
  };
  return { file, sent, upload, tooLarge, take };
}

function Choose() {
  const { t, refusal } = useVocabulary();
  const { file, sent, upload, tooLarge, take } = useChosenFile();
  return (
    <Card title={t("console.import.choose")}>
      <DropZone className="c-import-drop" aria-label={t("console.import.drop")} getDropOperation={() => "copy"} onDrop={(event) => void dropped(event).then(take)}>
        <p>{t("console.import.what")}</p>
        <FileTrigger acceptedFileTypes={[".csv", ".txt", ".tsv", "text/csv"]} onSelect={(files) => take(files?.[0])}>
          <Button kind="primary" icon="document" busy={upload.isPending} busyLabel={t("console.import.sending")}>{t("console.import.choose.file")}</Button>
        </FileTrigger>
        {file && upload.isPending && <Progress label={t("console.import.sending")} done={sent} total={file.size}>{file.name}</Progress>}
        {tooLarge && <Note tone="block">{t("console.import.tooLarge")}</Note>}
        {upload.isError && <Note tone="block">{refusal(upload.error)}</Note>}
      </DropZone>
    </Card>
  );
}

const promises = ["limits", "try", "mail", "switches", "kept"] as const;

function Promises() {
  const t = useWords();
  return (
    <Card title={t("console.import.promises")}>
      <ul className="c-import-promises">{promises.map((one) => <li key={one}>{t(`console.import.promise.${one}`)}</li>)}</ul>
    </Card>
  );
}

function Before({ imports }: { imports: ImportShown[] }) {
  const t = useWords();
  return (
    <Card title={t("console.import.before")}>
      <ul className="c-import-list">
        {imports.map((one) => (
          <li key={one.import_id}>
            <Link to="/import/$importId" params={{ importId: one.import_id }} className="c-person">{one.file_name}</Link>
            <StateChip shown={one} />
            <span className="k-muted">{dayAndClock(one.created_time)}</span>
            <span className="k-muted">{one.state === "DONE" ? t("console.import.added", { added: one.counts.added, out: one.counts.not_added }) : t("console.import.rows", { count: one.total })}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

export function ImportPage() {
  const t = useWords();
  const imports = useQuery(importsQuery);
  useTitle(t("console.import.title"));
  return (
    <ConsolePage title={t("console.import.title")} tools={<><PeopleSearch /><WhoButton /></>}>
      <Steps at="file" />
      <div className="c-import-start">
        <Choose />
        <Promises />
        {imports.data && imports.data.imports.length > 0 && <Before imports={imports.data.imports} />}
        {imports.isError && <Banner tone="warn" title={t("console.import.before.failed")} />}
      </div>
    </ConsolePage>
  );
}
