/** The newest call for help of the last day: that it was heard, and what the practice answered. */
import { useQuery } from "@tanstack/react-query";
import { myCallsQuery } from "@/api/calls";
import { dayAndClock } from "@/app/when";
import { useWords } from "@/app/words";
import { Banner } from "@/kit";

const DAY = 24 * 3_600_000;

export function Called() {
  const t = useWords();
  const { data } = useQuery({ ...myCallsQuery, refetchInterval: 20_000 });
  const call = data?.calls[0];
  if (!call || Date.now() - new Date(call.raise_time).getTime() > DAY) return null;
  return <Banner tone="quiet" title={call.answer ? t("portal.call.answered") : t("portal.call.told")}>{call.answer ?? t("portal.call.toldAt", { when: dayAndClock(call.raise_time) })}</Banner>;
}
