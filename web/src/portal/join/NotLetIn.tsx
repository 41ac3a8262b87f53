/** Not let in: too early, over, cancelled, or not yet, of which a client is never told why. */
import type { Problem } from "@/api/problem";
import type { VideoSession } from "@/api/types";
import { minutesUntil, moment, span } from "@/app/when";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Button, ButtonLink, DoorScene } from "@/kit";
import { PageHead } from "../parts/PageHead";
import { TellForm, Told, useMyCall } from "./TellPractice";
import { useNow } from "@/app/use-now";

interface NotLetInProps { refusal: Problem; sessionId: string; session?: VideoSession; ask: () => void; asking: boolean }

function TooEarly({ openTime, ask, asking }: { openTime: string; ask: () => void; asking: boolean }) {
  const t = useWords();
  const now = useNow(1);
  const minutes = minutesUntil(openTime, now);
  if (minutes <= 0) {
    return (
      <>
        <DoorScene state="open" />
        <PageHead title={t("portal.home.open")} live>{t("portal.join.openNow")}</PageHead>
        <Button kind="primary" wide icon="video" busy={asking} onPress={ask}>{t("portal.home.join")}</Button>
      </>
    );
  }
  return (
    <>
      <DoorScene state="closed" />
      <PageHead title={t("portal.join.early")} live>
        <Words id="portal.join.earlyLead" values={{ ...moment(openTime), span: span(minutes) }} parts={{ b: <b /> }} />
      </PageHead>
      <p className="k-help">{t("portal.join.keepOpen")}</p>
      <ButtonLink to="/device-check" preload={false} kind="secondary" wide icon="video">{t("portal.device.open")}</ButtonLink>
    </>
  );
}

function NotYet({ sessionId, session, ask, asking }: Omit<NotLetInProps, "refusal">) {
  const t = useWords();
  const call = useMyCall(sessionId, session?.client_id);
  const again = <Button kind={call ? "primary" : "secondary"} wide icon="again" busy={asking} busyLabel={t("portal.join.askingShort")} onPress={ask}>{t("portal.join.again")}</Button>;
  if (call) {
    return (
      <>
        <DoorScene state="ajar" />
        <PageHead title={call.answer ? t("portal.call.answered") : t("portal.call.heard")} live>{call.answer ? t("portal.call.answeredLead") : t("portal.call.heardLead")}</PageHead>
        <Told call={call} />
        {again}
        {call.state === "ANSWERED" && <TellForm sessionId={sessionId} again />}
      </>
    );
  }
  return (
    <>
      <DoorScene state="closed" />
      <PageHead title={t("portal.join.notYet")} live>
        {session
          ? <Words id="portal.join.notYetLead" values={moment(session.start_time)} parts={{ b: <b /> }} />
          : t("portal.join.notYetPlain")}
      </PageHead>
      <TellForm sessionId={sessionId} again={false} />
      {again}
    </>
  );
}

function Over({ title, lead }: { title: string; lead: string }) {
  return <><DoorScene state="closed" /><PageHead title={title} live>{lead}</PageHead></>;
}

function Story({ refusal, sessionId, session, ask, asking }: NotLetInProps) {
  const t = useWords();
  const openTime = refusal.told("open_time") ?? session?.open_time;
  if (refusal.reason === "TOO_EARLY" && openTime) return <TooEarly openTime={openTime} ask={ask} asking={asking} />;
  if (refusal.reason === "ENDED") return <Over title={t("portal.join.ended")} lead={t("portal.join.endedLead")} />;
  if (refusal.reason === "CANCELLED") return <Over title={t("portal.join.cancelled")} lead={t("portal.join.cancelledLead")} />;
  if (refusal.status === 404) return <Over title={t("portal.join.unknown")} lead={t("portal.join.unknownLead")} />;
  return <NotYet sessionId={sessionId} session={session} ask={ask} asking={asking} />;
}

export function NotLetIn(props: NotLetInProps) {
  const t = useWords();
  return (
    <>
      <Story {...props} />
      <ButtonLink to="/home" kind="secondary" wide>{t("portal.join.home")}</ButtonLink>
    </>
  );
}
