/** What one person gets: the mail's head and text as notify renders it, with a sample link. */
import { useQuery } from "@tanstack/react-query";
import { invitationPreviewQuery } from "@/api/messages";
import type { ChartContact, Client } from "@/api/types";
import { ErrorState, Select, Skeleton } from "@/kit";
import { Mail } from "../../../mail/Mail";
import { fullName, useVocabulary } from "../../../speech/vocabulary";

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
