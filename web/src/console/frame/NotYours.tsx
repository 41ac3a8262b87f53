/** In place of a page that somebody's role doesn't open: says so, and who may. */
import { Empty } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { useWhoMay } from "./may";
import type { Act } from "./may";

export function NotYours({ act }: { act: Act }) {
  const { t } = useVocabulary();
  return <Empty icon="lock" level={2} title={t("console.notYours.title")}>{useWhoMay()(act)}</Empty>;
}
