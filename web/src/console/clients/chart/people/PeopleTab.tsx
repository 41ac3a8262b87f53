/** The People tab: who is beside the client, what a join by one of them would say, and their Contact Settings. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearch } from "@tanstack/react-router";
import { clientQuery, comingOfAgeQuery } from "@/api/clients";
import { contactsQuery } from "@/api/contacts";
import { duplicatesQuery } from "@/api/merges";
import { useWords } from "@/app/words";
import { Button, Empty, ErrorState, Skeleton } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useMay } from "../../../frame/may";
import { DuplicateNote } from "../merge/DuplicateNote";
import { AccessReport } from "./AccessReport";
import { ContactSettings } from "./ContactSettings";
import { Delivery } from "./Delivery";
import { OfAgeNote } from "./OfAgeNote";
import { PeopleList } from "./PeopleList";
import { WhatHappened } from "./WhatHappened";

/** The front desk watches the chart while somebody is on the phone. */
const FRESH = 3_000;

/** Notes that come late would push the chart down: it waits for them, though not for their next try. */
function useNotesComing(clientId: string): boolean {
  const may = useMay()("clients:merge");
  const notes = [useQuery(comingOfAgeQuery), useQuery({ ...duplicatesQuery(clientId), enabled: may })];
  return notes.some((one) => one.isLoading && one.failureCount === 0);
}

export function PeopleTab() {
  const t = useWords();
  const act = useAct();
  const { clientId } = useParams({ from: "/console/clients/$clientId/people" });
  const { contact } = useSearch({ from: "/console/clients/$clientId/people" });
  const client = useQuery(clientQuery(clientId)).data;
  const query = useQuery({ ...contactsQuery(clientId), refetchInterval: FRESH });
  const notesComing = useNotesComing(clientId);
  const people = query.data?.contacts ?? [];
  const chosen = people.find((one) => one.contact_id === contact) ?? people.find((one) => one.is_primary) ?? people[0];
  if (query.isPending || !client || notesComing) return <div className="c-pad"><Skeleton lines={8} /></div>;
  if (query.isError && people.length === 0) return <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />;
  if (!chosen) {
    return (
      <Empty icon="people" title={t("console.people.empty")} act={<Button kind="primary" icon="plus" onPress={() => act({ kind: "person", clientId })}>{t("console.people.add")}</Button>}>
        {t("console.people.emptyText", { name: client.given_name })}
      </Empty>
    );
  }
  return (
    <div className="c-chart">
      <OfAgeNote client={client} />
      <DuplicateNote client={client} />
      <PeopleList clientId={clientId} people={people} chosen={chosen.contact_id} />
      <AccessReport key={chosen.contact_id} client={client} person={chosen} />
      <div className="c-chart-settings">
        <ContactSettings key={chosen.contact_id} client={client} person={chosen} />
        <Delivery key={`${chosen.contact_id} mail`} clientId={clientId} person={chosen} />
        <WhatHappened clientId={clientId} contactId={chosen.contact_id} />
      </div>
    </div>
  );
}
