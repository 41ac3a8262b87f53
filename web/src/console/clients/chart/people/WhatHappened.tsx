/** The timeline of a person beside a client, newest first. */
import { useQuery } from "@tanstack/react-query";
import { accessReportQuery } from "@/api/contacts";
import { messagesQuery } from "@/api/messages";
import { useState } from "react";
import type { TimelineEntry } from "@/api/types";
import { zone } from "@/app/when";
import { Button, Timeline } from "@/kit";
import type { TimelineItem } from "@/kit";
import { useVocabulary } from "../../../speech/vocabulary";
import { useEventDetail } from "../../../speech/events";

const FIRST = 8;
const stopped = /BOUNCED|REFUSED|COMPLAINED|SUPPRESSED|LOCKED|ACCESS_OFF|WITHDRAWN|EXPIRED|LAPSED|CANCELLED|REVOKED/;
const certain = /PASSWORD_SET|DELIVERED|GRANTED|ACCESS_ON|UNLOCKED|REDEEMED|ACCEPTED/;

function toneOf(kind: string): TimelineItem["tone"] {
  if (/DEFERRED|HELD|TEMPORARY_PASSWORD_SET|SUPERSEDED/.test(kind)) return "warn";
  if (stopped.test(kind)) return "block";
  return certain.test(kind) ? "ok" : "neutral";
}

export function WhatHappened({ clientId, contactId }: { clientId: string; contactId: string }) {
  const { t, named } = useVocabulary();
  const detail = useEventDetail();
  const [all, setAll] = useState(false);
  const entries = useQuery(accessReportQuery(clientId, contactId)).data?.timeline;
  // The newest mail stands above.
  const mailKnown = !useQuery(messagesQuery({ client_id: clientId, contact_id: contactId })).isPending;
  if (!entries || !mailKnown) return null;
  const shown = all ? entries : entries.slice(0, FIRST);
  const item = (entry: TimelineEntry, index: number): TimelineItem => ({
    key: `${entry.time}${entry.kind}${index}`, time: entry.time, tone: toneOf(entry.kind), what: <b>{named("event", entry.kind)}</b>, detail: detail(entry),
  });
  return (
    <section className="c-happened">
      <div className="c-row">
        <h3 className="c-sub">{t("console.happened.title")}</h3>
        <span className="c-meta">{t("console.happened.zone", { city: (zone() ?? "").split("/").at(-1)?.replaceAll("_", " ") ?? "" })}</span>
      </div>
      {entries.length === 0 ? <p className="c-meta">{t("console.happened.nothing")}</p> : <div className="c-happened-list"><Timeline label={t("console.happened.title")} items={shown.map(item)} /></div>}
      {entries.length > shown.length && <Button kind="quiet" size="small" onPress={() => setAll(true)}>{t("console.happened.all", { count: entries.length })}</Button>}
    </section>
  );
}
