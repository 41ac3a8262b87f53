/** Behind a guest's link: looks at it (which changes nothing), takes a typed name to the door, and says what became of it. */
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { ReactNode } from "react";
import { guestLinkQuery, guestSeatQuery, useJoinAsGuest } from "@/api/guests";
import { isProblem } from "@/api/problem";
import type { GuestLinkLook } from "@/api/types";
import { useNow } from "@/app/use-now";
import { city, minutesUntil, moment, span } from "@/app/when";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Button, DoorScene, ErrorState, PortalShell, Skeleton, TextField } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";
import "../home/home.css";

/** Stays in the address: whoever loads the page again on this device has nothing else to come back with. */
const tokenHere = () => window.location.hash.slice(1);

function Shell({ door, children }: { door: "open" | "ajar" | "closed"; children: ReactNode }) {
  return <PortalShell><DoorScene state={door} />{children}<HelpStrip mood="hurry" /></PortalShell>;
}

function Over({ title, lead }: { title: string; lead: ReactNode }) {
  return <Shell door="closed"><PageHead title={title} live>{lead}</PageHead></Shell>;
}

function Early({ openTime, again }: { openTime: string; again: () => void }) {
  const t = useWords();
  const minutes = minutesUntil(openTime, useNow(1));
  useEffect(() => { if (minutes <= 0) again(); }, [minutes, again]);
  return (
    <Shell door="closed">
      <PageHead title={t("portal.join.early")} live><Words id="portal.join.earlyLead" values={{ ...moment(openTime), span: span(Math.max(minutes, 1)) }} parts={{ b: <b /> }} /></PageHead>
      <p className="k-help">{t("portal.guest.keepOpen", { city: city() })}</p>
    </Shell>
  );
}

function Inside({ token }: { token: string }) {
  const t = useWords();
  const { data } = useQuery(guestSeatQuery(token));
  if (data && !data.inside) return <Over title={t("portal.guest.out")} lead={t("portal.guest.outLead")} />;
  return (
    <Shell door="open">
      <PageHead title={t("portal.guest.in")} live>{t("portal.guest.inLead")}</PageHead>
      <section className="p-card is-tight" aria-labelledby="who" aria-live="polite">
        <h2 id="who">{t("portal.room.who")}</h2>
        <ul className="p-list"><li>{t("portal.guest.you")}</li>{data?.people.map((name) => <li key={name}>{name}</li>)}</ul>
      </section>
    </Shell>
  );
}

function useKnock(token: string, again: () => void, onIn: () => void) {
  const join = useJoinAsGuest();
  const knock = (name: string) => join.mutate({ token, name }, {
    onSuccess: (grant) => {
      const address = new URL(grant.url, window.location.origin);
      if (grant.elsewhere && /^https?:$/.test(address.protocol)) window.location.assign(address);
      else onIn();
    },
    // What the link has become says its own page; NOT_YET is said here.
    onError: (error) => { if (!isProblem(error, "NOT_YET")) again(); },
  });
  return { join, knock };
}

function Door({ token, again, onIn }: { token: string; again: () => void; onIn: () => void }) {
  const t = useWords();
  const [name, setName] = useState("");
  const [tried, setTried] = useState(false);
  const { join, knock } = useKnock(token, again, onIn);
  const notYet = isProblem(join.error, "NOT_YET");
  const failed = isProblem(join.error) && (join.error.status === 0 || join.error.status >= 429) && troubleText(join.error);
  return (
    <Shell door={notYet ? "closed" : "ajar"}>
      {notYet
        ? <PageHead title={t("portal.join.notYet")} live>{t("portal.guest.notYetLead")}</PageHead>
        : <PageHead title={t("portal.guest.title")}>{t("portal.guest.lead")}</PageHead>}
      <form className="p-form" noValidate onSubmit={(event) => { event.preventDefault(); setTried(true); if (name.trim()) knock(name.trim()); }}>
        <Trouble>{failed}</Trouble>
        <TextField label={t("portal.guest.name")} help={t("portal.guest.nameHelp")} maxLength={80} autoComplete="name" value={name} onChange={setName} error={tried && !name.trim() ? t("portal.guest.noName") : undefined} />
        <Button type="submit" kind="primary" wide icon="video" busy={join.isPending} busyLabel={t("portal.join.askingShort")}>{notYet ? t("portal.join.again") : t("portal.home.join")}</Button>
      </form>
      <p className="k-help">{t("portal.guest.device")}</p>
    </Shell>
  );
}

function Gone({ link }: { link: GuestLinkLook }) {
  const t = useWords();
  switch (link.state) {
    case "ENDED": return <Over title={t("portal.join.ended")} lead={t("portal.join.endedLead")} />;
    case "CANCELLED": return <Over title={t("portal.join.cancelled")} lead={t("portal.join.cancelledLead")} />;
    case "OTHER_DEVICE": return <Over title={t("portal.guest.other")} lead={t("portal.guest.otherLead")} />;
    case "SUPERSEDED":
      return <Over title={t("portal.link.superseded")} lead={link.superseded_time ? <Words id="portal.link.supersededLead" values={moment(link.superseded_time)} parts={{ b: <b /> }} /> : t("portal.link.supersededNoTime")} />;
    default: return <Over title={t("portal.link.revoked")} lead={t("portal.guest.revokedLead")} />;
  }
}

export function GuestPage() {
  const t = useWords();
  const [token] = useState(tokenHere);
  const [isIn, setIn] = useState(false);
  const look = useQuery({ ...guestLinkQuery(token), enabled: token !== "" && !isIn });
  const { refetch } = look;
  useEffect(() => {
    const other = () => window.location.reload();
    window.addEventListener("hashchange", other);
    return () => window.removeEventListener("hashchange", other);
  }, []);
  const again = () => void refetch();
  if (isIn) return <Inside token={token} />;
  if (!token || isProblem(look.error, "LINK_UNKNOWN")) return <Over title={t("portal.link.unknown")} lead={t("portal.link.unknownLead")} />;
  if (!look.data) return <Shell door="closed"><PageHead title={t("portal.guest.title")} />{look.error ? <ErrorState error={look.error} at={look.errorUpdatedAt} again={again} /> : <Skeleton lines={4} />}</Shell>;
  if (look.data.state === "TOO_EARLY" && look.data.open_time) return <Early openTime={look.data.open_time} again={again} />;
  if (look.data.state === "OPEN") return <Door token={token} again={again} onIn={() => setIn(true)} />;
  return <Gone link={look.data} />;
}
