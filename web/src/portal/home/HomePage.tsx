/** A client's home: whose sessions, the next one and its door, later ones, what was agreed to, the practice's phone. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { myCallsQuery } from "@/api/calls";
import { myDeviceQuery } from "@/api/devices";
import { myClientsQuery } from "@/api/people";
import { sessionsQuery } from "@/api/sessions";
import { meQuery } from "@/api/signing-in";
import type { Me, MyClients, VideoSession } from "@/api/types";
import { useWords } from "@/app/words";
import { Banner, ButtonLink, Empty, ErrorState, PortalShell, Skeleton } from "@/kit";
import { AccountMenu } from "../parts/AccountMenu";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { greeted } from "../parts/people";
import { Agreed } from "./Agreed";
import { AskedToTry } from "./AskedToTry";
import { Called } from "./Called";
import { Company } from "./Company";
import { KeepAtHand } from "./KeepAtHand";
import { Later } from "./Later";
import { NextSession } from "./NextSession";
import { PeopleChooser } from "./PeopleChooser";
import { Waiting } from "./Waiting";
import { eachOnce, upcoming } from "./upcoming";
import { useNow } from "@/app/use-now";
import "./home.css";

const route = getRouteApi("/portal/clients-only/home");
const OFTEN = { refetchInterval: 20_000 };

function Sessions({ mine, sessions }: { mine: MyClients; sessions: VideoSession[] }) {
  const t = useWords();
  const now = useNow();
  const [chosen, setChosen] = useState<string | null>(null);
  const people = eachOnce(mine.people);
  const { data: device } = useQuery({ ...myDeviceQuery, ...OFTEN });
  const [next, ...later] = upcoming(sessions, now, chosen);
  const shown = mine.people.filter((person) => !chosen || person.client_id === chosen);
  return (
    <>
      {people.length > 1 && <div className="p-full"><PeopleChooser people={people} sessions={sessions} now={now} chosen={chosen} onChoose={setChosen} /></div>}
      <div className="p-stack">
        <Called />
        <Waiting mine={mine} />
        {device?.asked && <AskedToTry />}
        {next
          ? <NextSession session={next} person={people.find((person) => person.client_id === next.client_id)} practice={mine.practice.name} now={now} device={device} />
          : <section className="p-card"><Empty level={2} icon="calendar" title={t("portal.home.none")}>{t("portal.home.noneHelp")}</Empty></section>}
      </div>
      <div className="p-stack">
        <Later sessions={later.slice(0, 6)} people={people} />
        <Agreed people={shown} text={mine.consent_text} />
        <Company people={eachOnce(shown)} />
        <HelpStrip mood="questions" />
        <KeepAtHand />
      </div>
    </>
  );
}

function Offered({ me }: { me: Me }) {
  const t = useWords();
  if (me.offers.length === 0) return null;
  return (
    <div className="p-full">
      <Banner tone="info" title={t("portal.offers.title")}>
        {t("portal.offers.waiting", { count: me.offers.length })}
        <span className="p-waiting-act"><ButtonLink to="/offers" kind="primary" size="small">{t("portal.offers.look")}</ButtonLink></span>
      </Banner>
    </div>
  );
}

export function HomePage() {
  const t = useWords();
  const { me: arrived } = route.useRouteContext();
  const { data: me = arrived } = useQuery(meQuery);
  const mine = useQuery({ ...myClientsQuery, ...OFTEN });
  const sessions = useQuery({ ...sessionsQuery({ mine: true, page_size: 50 }), ...OFTEN });
  const failed = [mine, sessions].find((query) => query.isError && !query.data);
  // What these say stands above the sessions, and would push them down if it came later.
  const above = [useQuery(myDeviceQuery), useQuery(myCallsQuery)].every((query) => !query.isPending);
  const ready = mine.data && sessions.data && above;
  return (
    <PortalShell wide account={<AccountMenu me={me} />} loading={!ready && !failed}>
      <div className="p-full"><PageHead title={t("portal.home.hello", { name: greeted(me) })} /></div>
      <Offered me={me} />
      {ready && <Sessions mine={mine.data} sessions={sessions.data.sessions} />}
      {failed && <section className="p-card"><ErrorState error={failed.error} at={failed.errorUpdatedAt} again={() => void failed.refetch()} /></section>}
      {!failed && !ready && <section className="p-card"><Skeleton lines={6} /></section>}
    </PortalShell>
  );
}
