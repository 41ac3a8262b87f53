/** What an import waits for, in a word. */
import type { ImportShown } from "@/api/types";
import { useWords } from "@/app/words";
import { Chip } from "@/kit";
import type { Tone } from "@/kit";

const tones: Record<ImportShown["state"], Tone> = {
  UPLOADING: "warn", READING: "info", REFUSED: "block", MATCHING: "warn", TRYING: "info", TRIED: "info", ADDING: "info", PAUSED: "warn", DONE: "ok", DISCARDED: "quiet",
};

export function StateChip({ shown }: { shown: ImportShown }) {
  const t = useWords();
  return <Chip tone={tones[shown.state]}>{t(`console.import.state.${shown.state}`)}</Chip>;
}
