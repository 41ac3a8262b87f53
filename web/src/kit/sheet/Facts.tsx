/** What says how things stand. */
import type { PortalStateName } from "@/api/types";
import { Avatar, Banner, Button, Chip, Count, Empty, ErrorState, Finding, Findings, Icon, PortalState, portalStates, Progress, Skeleton, Tag, Timeline, Verdict, WayIn } from "@/kit";
import { Problem } from "@/api/problem";
import { iconNames } from "../Icon";
import { Sample } from "./Sample";

const names = Object.keys(portalStates) as PortalStateName[];

function States() {
  return (
    <>
      <Sample name="Portal state"><p>{names.map((state) => <PortalState key={state} state={state} />)}</p><PortalState state="NO_CONSENT">refused 9:36 am</PortalState></Sample>
      <Sample name="Chip, tag, count, avatar">
        <p><Chip tone="ok">Delivered</Chip><Chip tone="info">Queued</Chip><Chip tone="warn">Deferred</Chip><Chip tone="block">Refused</Chip><Chip tone="quiet">Held</Chip></p>
        <p><Tag>shared email</Tag><Count value={13} /><Count value={8} tone="block" label="8 need you" /><Avatar name="Dr Amara Osei" /><Avatar name="Priya Nair" /><Avatar name="Daniel Roy" /></p>
      </Sample>
      <Sample name="The way in"><WayIn gates={{ access: "clear", email: "clear", password: "watch", consent: "blocked", device: "unreached" }} /></Sample>
    </>
  );
}

function Report() {
  return (
    <Sample name="Verdict, findings, timeline">
      <Verdict tone="block" title="A join now would be refused">Consent was never recorded for Noah.</Verdict>
      <Findings>
        <Finding state="blocking" title="Consent" evidence="None recorded for Noah." at="never" fix={<Button kind="primary" size="small">Record consent</Button>} />
        <Finding state="warning" title="Browser" evidence="Seen inside a mail app; camera not tried." at="22 Nov, 4:26 pm" />
        <Finding state="ok" title="Password" evidence="Set by Julie, not temporary." at="22 Nov, 4:26 pm" />
        <Finding state="unknown" title="Camera and microphone" evidence="Not tried yet" />
        <Finding state="checking" title="Last sign-in" evidence="Checking" at="now" />
        <Finding state="fixed" title="Online access" evidence="Turned on by you. A join would be let in." at="9:43 am" />
      </Findings>
      <Timeline items={[
        { key: "1", time: "2026-11-24T14:36:00Z", tone: "block", what: <b>Join refused</b>, detail: "consent missing" },
        { key: "2", time: "2026-11-22T21:26:00Z", tone: "ok", what: <><b>Password set</b>, link used</> },
        { key: "3", time: "2026-11-22T21:11:00Z", tone: "neutral", what: "Page opened", detail: "perhaps by a mail scanner" },
      ]} />
    </Sample>
  );
}

export function Facts() {
  return (
    <>
      <States />
      <Report />
      <Sample name="Banner">
        {(["info", "ok", "warn", "block", "quiet"] as const).map((tone) => <Banner key={tone} tone={tone} title="One fact">That colours what follows.</Banner>)}
      </Sample>
      <Sample name="Empty and error">
        <Empty title="Nobody is stuck">31 sessions in 48 h, all would be let in.</Empty>
        <ErrorState error={Problem.offline()} at={Date.UTC(2026, 10, 24, 14, 42)} again={() => undefined} />
      </Sample>
      <Sample name="Skeleton and progress"><Skeleton /><Progress label="Bulk welcome" done={1240} total={2000}>12 can’t get mail. About 40 s left.</Progress></Sample>
      <Sample name="Icons"><p>{iconNames.map((name) => <span key={name} title={name}><Icon name={name} size={20} /></span>)}</p></Sample>
    </>
  );
}
