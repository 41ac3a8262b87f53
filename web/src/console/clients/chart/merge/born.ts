/** What tells two charts of one name apart first. */
import { date } from "@/app/when";
import { useWords } from "@/app/words";

/** "born 3 May 2015", or that nobody wrote it down. */
export function useBorn() {
  const t = useWords();
  return ({ birth_date }: { birth_date: string | null }) => (birth_date ? t("console.merge.born", { day: date(`${birth_date}T12:00:00Z`) }) : t("console.merge.noBirth"));
}
