/** The address that every mail leaves from, and what its domain publishes. To read: it is its operator's. */
import { useQuery } from "@tanstack/react-query";
import { platformQuery } from "@/api/sender";
import type { PlatformChecked } from "@/api/types";
import { Chip, ErrorState, Skeleton } from "@/kit";
import type { Tone } from "@/kit";
import { Section } from "../../frame/Section";
import { useVocabulary } from "../../speech/vocabulary";

const tones: Record<PlatformChecked["spf"], Tone> = { PRESENT: "ok", MISSING: "warn", CANT_CHECK: "quiet" };

function Line({ name, state, text }: { name: string; state: PlatformChecked["spf"]; text: string }) {
  const { t } = useVocabulary();
  return (
    <div>
      <dt>{name}</dt>
      <dd><Chip tone={tones[state]} icon={state === "CANT_CHECK" ? "info" : undefined}>{t(`console.record.${state}`)}</Chip></dd>
      <dd className="k-help">{text}</dd>
    </div>
  );
}

export function Platform() {
  const { t } = useVocabulary();
  const query = useQuery(platformQuery);
  return (
    <Section title={t("console.sending.platform")} text={t("console.sending.platformText")}>
      {query.isPending && <Skeleton lines={3} />}
      {query.isError && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {query.data && (
        <dl className="c-records">
          <Line name="SPF" state={query.data.spf} text={t("console.sending.spf")} />
          <Line name="DMARC" state={query.data.dmarc} text={t("console.sending.dmarc", { policy: query.data.policy || "none" })} />
        </dl>
      )}
    </Section>
  );
}
