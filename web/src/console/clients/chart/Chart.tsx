/** A client's chart: a modal with an address, its tabs below its head. */
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useLocation, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { staffQuery } from "@/api/accounts";
import { clientQuery } from "@/api/clients";
import { contactsQuery } from "@/api/contacts";
import { isProblem } from "@/api/problem";
import type { Client } from "@/api/types";
import { clock, day } from "@/app/when";
import { useTitle } from "@/app/surface";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Avatar, Button, ButtonLink, Count, Dialog, ErrorState, Skeleton, Tag } from "@/kit";
import { fetchDialogs } from "../../acts/Acts";
import { useAct } from "../../acts/acts";
import { useMay } from "../../frame/may";
import type { Act } from "../../frame/may";
import { fullName, useVocabulary } from "../../speech/vocabulary";
import { useStaffNames } from "../columns";
import { MergedAway } from "./merge/MergedAway";
import "@/kit/tabs.css";
import "./chart.css";

const tabs: { to: string; word: WordId; act?: Act }[] = [
  { to: "/clients/$clientId/profile", word: "console.chart.profile" },
  { to: "/clients/$clientId/people", word: "console.chart.people" },
  { to: "/clients/$clientId/sessions", word: "console.chart.sessions" },
  { to: "/clients/$clientId/messages", word: "console.chart.messages" },
  { to: "/clients/$clientId/history", word: "console.chart.history", act: "audit" },
];

function ChartTabs({ clientId, people, isShown }: { clientId: string; people?: number; isShown: boolean }) {
  const t = useWords();
  const may = useMay();
  const list = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // Where there is no room for all of them, the one that is open is in sight.
  useEffect(() => { list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" }); }, [pathname, isShown, people]);
  return (
    <nav ref={list} className="k-tab-list" aria-label={t("console.chart.tabs")}>
      {tabs.filter(({ act }) => !act || may(act)).map(({ to, word }) => (
        <Link key={to} to={to} params={{ clientId }} search={(before: object) => ({ ...before, contact: undefined })} replace className="k-tab" activeOptions={{ includeSearch: false }} activeProps={{ "aria-current": "page" }}>
          {t(word)}
          {to.endsWith("people") && people !== undefined && <Count value={people} />}
        </Link>
      ))}
    </nav>
  );
}

function useFacts(client?: Client): string | undefined {
  const { t, named } = useVocabulary();
  const nameOf = useStaffNames();
  if (!client) return undefined;
  const clinician = nameOf(client.clinician_id);
  const next = client.next_session;
  return [
    client.age !== null && t("console.chart.age", { age: client.age }),
    client.minor && client.minor_until && t("console.chart.minor", { age: ageAt(client), region: named("region", client.region) }),
    client.has_guardian && !client.minor && t("console.state.guardian"),
    clinician && t("console.chart.with", { name: clinician }),
    next && t("console.chart.next", { when: `${day(next.start_time)}, ${clock(next.start_time)}` }),
    client.status === "ARCHIVED" && t("console.state.archived"),
  ].filter(Boolean).join(" · ");
}

/** The age at which the client stops being a minor, from the two dates the practice's region gives. */
function ageAt(client: Client): number {
  return Number(client.minor_until?.slice(0, 4)) - Number(client.birth_date?.slice(0, 4));
}

function ChartActs({ clientId }: { clientId: string }) {
  const t = useWords();
  const act = useAct();
  return (
    <>
      <ButtonLink to="/clients/$clientId/profile" params={{ clientId }} search={(before) => before} replace>{t("console.chart.edit")}</ButtonLink>
      <Button kind="primary" icon="mail" onPress={() => act({ kind: "welcome", clientId })}>{t("console.welcome.title")}</Button>
    </>
  );
}

export function Chart() {
  const t = useWords();
  const { clientId } = useParams({ from: "/console/clients/$clientId" });
  const go = useNavigate();
  const query = useQuery(clientQuery(clientId));
  const client = query.data;
  const facts = useFacts(client);
  // The line below the name is as long as it is: what stands under it waits until it is known.
  const isCalled = useQuery(staffQuery).isFetched && client !== undefined;
  const present = client?.status !== "MERGED";
  const people = useQuery({ ...contactsQuery(clientId), enabled: client !== undefined && present });
  const name = client ? fullName(client) : t("console.chart.title");
  useTitle(name);
  useEffect(fetchDialogs, []);
  // Merged by another desk while this one looks: what is open here is shown no longer, but where it went.
  const mergedMeanwhile = present && isProblem(people.error, "CLIENT_MERGED");
  const { refetch } = query;
  useEffect(() => { if (mergedMeanwhile) void refetch(); }, [mergedMeanwhile, refetch]);
  const close = () => void go({ to: "/clients", search: (before: { query?: string; state?: string; duplicates?: true }) => ({ query: before.query, state: before.state, duplicates: before.duplicates }), replace: true });
  const title = <span className="c-chart-name"><span className="c-wide"><Avatar name={name} tone={0} /></span>{name}{client?.status === "MERGED" && <Tag>{t("console.state.merged")}</Tag>}{client?.status === "ARCHIVED" && <Tag>{t("console.state.archived")}</Tag>}</span>;
  return (
    <Dialog key={present ? "chart" : "merged"} size="large" isOpen onClose={close} title={title} meta={<span className={isCalled ? "c-chart-facts" : "c-chart-facts is-coming"}>{facts}</span>} acts={present && <ChartActs clientId={clientId} />} bar={present && <ChartTabs clientId={clientId} isShown={isCalled} people={people.data?.contacts.length} />}>
      {!isCalled && !query.isError && <div className="c-pad"><Skeleton lines={8} /></div>}
      {query.isError && !client && <ErrorState error={query.error} at={query.errorUpdatedAt} again={() => void query.refetch()} />}
      {isCalled && present && <Outlet />}
      {client?.status === "MERGED" && <MergedAway client={client} />}
    </Dialog>
  );
}
