/** Camera, microphone, sound, connection and browser, tried before they are needed. */
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { useRaiseCall } from "@/api/calls";
import { useWords } from "@/app/words";
import { Button, ButtonLink, Note, PortalShell } from "@/kit";
import { AccountMenu } from "../parts/AccountMenu";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";
import { permitted } from "./media";
import { Choices, Preview } from "./Preview";
import { Rows } from "./Rows";
import { isTrouble, useCheck } from "./useCheck";
import type { Check } from "./useCheck";
import "../home/home.css";
import "./device-check.css";

const route = getRouteApi("/portal/clients-only/device-check");

function useLead(check: Check): string {
  const t = useWords();
  const parts = Object.values(check.parts);
  const troubles = parts.filter(isTrouble).length;
  if (!check.begun) return t("portal.device.lead");
  if (parts.includes("trying")) return t("portal.device.moment");
  if (troubles > 0) return t("portal.device.toMend", { count: troubles });
  return check.parts.sound === "waiting" ? t("portal.device.chimeLeft") : t("portal.device.allWell");
}

/** Whoever was let use both before isn't asked by the browser, so nothing is lost by beginning at once. */
function useBeginning({ begin }: Check): void {
  useEffect(() => {
    let left = false;
    void Promise.all([permitted("video"), permitted("audio")]).then((states) => { if (!left && states.every((state) => state === "granted")) begin(); });
    return () => { left = true; };
  }, []); // Once, when the page opens: beginning again is the reader's to press.
}

function TellPractice({ check }: { check: Check }) {
  const t = useWords();
  const tell = useRaiseCall();
  const names = { camera: t("portal.device.camera"), microphone: t("portal.device.microphone"), sound: t("portal.device.sound"), connection: t("portal.device.connection"), browser: t("portal.device.browser") };
  const failing = (Object.keys(names) as (keyof typeof names)[]).filter((part) => isTrouble(check.parts[part])).map((part) => names[part]);
  if (tell.isSuccess) return <Note tone="ok">{t("portal.device.told")}</Note>;
  return (
    <>
      <Trouble>{tell.error && troubleText(tell.error)}</Trouble>
      <Button wide busy={tell.isPending} onPress={() => tell.mutate({ said: t("portal.device.said", { parts: failing.join(", ") }) })}>{t("portal.device.tell")}</Button>
    </>
  );
}

function Dock({ check }: { check: Check }) {
  const t = useWords();
  const parts = Object.values(check.parts);
  if (!check.begun) return <Button kind="primary" wide onPress={check.begin}>{t("portal.device.begin")}</Button>;
  if (parts.some(isTrouble)) return <TellPractice check={check} />;
  return <ButtonLink to="/home" kind={parts.every((part) => part === "PASSED") ? "primary" : "secondary"} wide>{t("portal.join.home")}</ButtonLink>;
}

export function DeviceCheckPage() {
  const t = useWords();
  const { me } = route.useRouteContext();
  const check = useCheck();
  useBeginning(check);
  const lead = useLead(check);
  return (
    <PortalShell wide account={<AccountMenu me={me} />} dock={<Dock check={check} />}>
      <div className="p-full p-check-head"><PageHead title={t("portal.device.title")} live>{lead}</PageHead></div>
      <Preview check={check} />
      <div className="p-stack">
        <section className="p-card is-checks" aria-label={t("portal.device.title")}><Rows check={check} /></section>
        <p className="k-help">{t("portal.device.privacy")}</p>
        <Choices check={check} />
        <HelpStrip />
      </div>
    </PortalShell>
  );
}
