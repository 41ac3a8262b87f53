/** The list of clients: search, portal state at a glance, the one fix. A chart opens above it. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Outlet, useMatch, useNavigate, useSearch } from "@tanstack/react-router";
import type { PortalStateName } from "@/api/types";
import { clientsQuery } from "@/api/clients";
import { useTitle } from "@/app/surface";
import { useWords } from "@/app/words";
import { Button, ButtonLink, ConsolePage, Empty, ErrorState, Skeleton, Table } from "@/kit";
import { useAct } from "../acts/acts";
import { useMay } from "../frame/may";
import { WhoButton } from "../frame/Foot";
import { PeopleSearch } from "../frame/PeopleSearch";
import { Chosen } from "./Chosen";
import { useClientColumns } from "./columns";
import { BulkButton } from "../welcome-runs/BulkButton";
import { StateFilters } from "./StateFilters";
import "./clients.css";

const FRESH = 10_000;

function useClientList() {
  const { query, state, age, duplicates } = useSearch({ from: "/console/clients" });
  const filter = { query, state: state as PortalStateName | undefined, age, duplicates };
  const list = useInfiniteQuery({ ...clientsQuery({ ...filter, page_size: 25 }), refetchInterval: FRESH });
  const pages = list.data?.pages ?? [];
  return { list, filter, query, state, age, narrowed: Boolean(state || age || duplicates), clients: pages.flatMap((page) => page.clients), total: pages[0]?.total ?? 0 };
}

function AddClient() {
  const t = useWords();
  const act = useAct();
  const may = useMay();
  if (!may("clients")) return null;
  return (
    <span className="c-icon-on-phone">
      <Button kind="primary" icon="plus" onPress={() => act({ kind: "client" })}>{t("console.clients.add")}</Button>
    </span>
  );
}

function Nobody({ query, narrowed, duplicates }: { query?: string; narrowed: boolean; duplicates?: boolean }) {
  const t = useWords();
  const go = useNavigate();
  const may = useMay();
  const all = <Button onPress={() => void go({ to: "/clients", search: {} })}>{t("console.clients.noMatch.all")}</Button>;
  const inAll = <Button onPress={() => void go({ to: "/clients", search: { query } })}>{t("console.clients.noMatch.inAll")}</Button>;
  if (query && narrowed) return <Empty icon="search" title={t("console.clients.noMatch.title")} act={inAll}>{t("console.clients.noMatch.both", { query })}</Empty>;
  if (query) return <Empty icon="search" title={t("console.clients.noMatch.title")} act={all}>{t("console.clients.noMatch.text", { query })}</Empty>;
  if (narrowed) return <Empty icon="people" title={t("console.clients.noMatch.title")} act={all}>{t(duplicates ? "console.clients.noMatch.duplicates" : "console.clients.noMatch.state")}</Empty>;
  return <Empty icon="people" title={t("console.clients.empty.title")} act={<><AddClient />{may("imports") && <ButtonLink to="/import" icon="download">{t("console.clients.empty.import")}</ButtonLink>}</>}>{t("console.clients.empty.text")}</Empty>;
}

function List() {
  const t = useWords();
  const go = useNavigate();
  const columns = useClientColumns();
  const may = useMay();
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const { list, filter, query, narrowed, clients, total } = useClientList();
  const open = (clientId: string) => void go({ to: "/clients/$clientId/people", params: { clientId }, search: (before) => ({ query: before.query, state: before.state, age: before.age, duplicates: before.duplicates }) });
  if (list.isPending) return <section className="k-card c-list"><Skeleton lines={12} /></section>;
  if (list.isError && clients.length === 0) return <ErrorState error={list.error} at={list.errorUpdatedAt} again={() => void list.refetch()} />;
  if (clients.length === 0) return <section className="k-card"><Nobody query={query} narrowed={narrowed} duplicates={filter.duplicates} /></section>;
  return (
    <>
      <section className="k-card c-list">
        {list.isError && <ErrorState error={list.error} at={list.errorUpdatedAt} again={() => void list.refetch()} />}
        <Table
          className="c-clients" label={t("console.clients")} columns={columns} rows={clients}
          rowKey={(client) => client.client_id} rowName={(client) => `${client.family_name}, ${client.given_name}`} onOpen={(client) => open(client.client_id)}
          chosen={chosen} onChoose={may("welcome:bulk") ? setChosen : undefined}
        />
        <footer className="c-pager">
          <span>{t(query || narrowed ? "console.clients.found" : "console.clients.shown", { shown: clients.length, total })}</span>
          {list.hasNextPage && (
            <Button kind="quiet" size="small" busy={list.isFetchingNextPage} busyLabel={t("kit.loading")} onPress={() => void list.fetchNextPage()}>
              {t("console.clients.more", { count: Math.min(25, total - clients.length) })}
            </Button>
          )}
        </footer>
      </section>
      <Chosen chosen={chosen} filter={filter} total={total} onChoose={setChosen} />
    </>
  );
}

export function ClientsPage() {
  const t = useWords();
  const { query, state, age, narrowed, total, list } = useClientList();
  const chartOpen = Boolean(useMatch({ from: "/console/clients/$clientId", shouldThrow: false }));
  useTitle(t("console.clients"));
  return (
    <ConsolePage
      title={t("console.clients")}
      meta={!list.data || query || narrowed ? undefined : t("console.clients.people", { count: total })}
      tools={<><PeopleSearch query={query} within={{ state, age }} />{state === "NOT_INVITED" && <BulkButton />}<AddClient /><WhoButton /></>}
    >
      {/* Behind a chart the list is out of reach; screen readers that don't know `inert` must not hear it either. */}
      <div aria-hidden={chartOpen || undefined}>
        <StateFilters />
        <List />
      </div>
      <Outlet />
    </ConsolePage>
  );
}
