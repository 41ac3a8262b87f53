/** The columns of the client list. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { staffQuery } from "@/api/accounts";
import type { ClientRow, ClientRowPerson } from "@/api/types";
import { clock, dayAndClock } from "@/app/when";
import { useWords } from "@/app/words";
import { Tag } from "@/kit";
import type { TableColumn } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { ClientFix } from "./ClientFix";
import { StateDetail } from "./StateDetail";

function ClientName({ client }: { client: ClientRow }) {
  const t = useWords();
  return (
    <span className="c-client-name">
      <Link to="/clients/$clientId/people" params={{ clientId: client.client_id }} search={(before) => before} className="c-person" tabIndex={-1}>
        {`${client.family_name}, ${client.given_name}`}
      </Link>
      {client.minor && client.age !== null && <Tag>{client.age}</Tag>}
      {client.has_guardian && !client.minor && <Tag>{t("console.state.guardian")}</Tag>}
      {client.people.some((person) => person.shared_email) && <Tag>{t("console.state.shared")}</Tag>}
      {client.status === "ARCHIVED" && <Tag>{t("console.state.archived")}</Tag>}
    </span>
  );
}

function usePersonLine() {
  const { t, relationship } = useVocabulary();
  return (person: ClientRowPerson) =>
    person.relationship === "SELF"
      ? t("console.person.self")
      : t("console.person.with", { name: `${person.given_name} ${person.family_name}`, relationship: relationship({ relationship: person.relationship }) });
}

function WhoSignsIn({ client }: { client: ClientRow }) {
  const t = useWords();
  const line = usePersonLine();
  if (client.people.length === 0) return <span className="k-faint">{t("console.clients.nobody")}</span>;
  return <div className="c-people">{client.people.map((person) => <div key={person.contact_id} className="k-muted">{line(person)}</div>)}</div>;
}

/** On a phone the person's name stands above their state; wide, in a column of its own. */
function States({ client }: { client: ClientRow }) {
  const line = usePersonLine();
  return (
    <div className="c-people">
      {client.people.map((person) => (
        <div key={person.contact_id}>
          <span className={`c-state-who${person.relationship === "SELF" ? " is-self" : ""}`}>{line(person)}</span>
          <StateDetail person={person} />
        </div>
      ))}
    </div>
  );
}

function NextSession({ client }: { client: ClientRow }) {
  const t = useWords();
  const start = client.next_session_time;
  if (!start) return <span className="k-faint">{t("console.clients.none")}</span>;
  const underWay = client.next_session_end_time && new Date(start).getTime() <= Date.now();
  return <>{underWay ? t("console.clients.now", { when: clock(client.next_session_end_time!) }) : dayAndClock(start)}</>;
}

export function useStaffNames(): (accountId: string | null) => string {
  const staff = useQuery(staffQuery).data?.staff;
  return (accountId) => staff?.find((one) => one.account_id === accountId)?.display_name ?? "";
}

export function useClientColumns(): TableColumn<ClientRow>[] {
  const t = useWords();
  const nameOf = useStaffNames();
  return [
    { key: "client", head: t("console.clients.col.client"), namesRow: true, cell: (client) => <ClientName client={client} /> },
    { key: "who", head: t("console.clients.col.who"), cell: (client) => <WhoSignsIn client={client} /> },
    { key: "state", head: t("console.clients.col.state"), cell: (client) => <States client={client} /> },
    { key: "next", head: t("console.clients.col.next"), cell: (client) => <NextSession client={client} /> },
    { key: "clinician", head: t("console.clients.col.clinician"), cell: (client) => nameOf(client.clinician_id) },
    { key: "fix", head: "", spoken: t("console.clients.col.fix"), cell: (client) => <ClientFix client={client} /> },
  ];
}
