/** Mute, camera, which devices, leave: by press, and by the keys m and v. */
import { createLink } from "@tanstack/react-router";
import { useEffect } from "react";
import type { ComponentProps, ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { useWords } from "@/app/words";
import { Icon } from "@/kit";
import type { IconName } from "@/kit";
import type { Kind } from "../device-check/media";
import { isMissing } from "./SelfView";
import type { OwnMedia } from "./useOwnMedia";

function Face({ icon, children }: { icon: IconName; children: ReactNode }) {
  return <><span><Icon name={icon} size={22} /></span>{children}</>;
}

const LeaveLink = createLink(({ children, ...rest }: ComponentProps<"a">) => <a {...rest} className="p-ctl is-leave"><Face icon="leave">{children}</Face></a>);

interface ControlsProps { own: OwnMedia; /** Shows what mends a device that can't be had. */ onMend: () => void; onDevices: () => void; leaveTo: "/clients" | "/home" }

/** Single keys act only outside of fields (WCAG 2.1.4; nothing here takes text). */
function useRoomKeys(press: (kind: Kind) => void): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const aside = event.ctrlKey || event.metaKey || event.altKey || event.repeat || document.querySelector("[role=dialog]");
      const kind = ({ m: "audio", v: "video" } as const)[event.key];
      if (kind && !aside) press(kind);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
}

export function Controls({ own, onMend, onDevices, leaveTo }: ControlsProps) {
  const t = useWords();
  const { states, turn } = own;
  const press = (kind: Kind) => {
    if (isMissing(states[kind])) onMend();
    else if (states[kind] !== "opening") turn(kind);
  };
  useRoomKeys(press);
  const [muted, dark] = [states.audio !== "on" && states.audio !== "opening", states.video !== "on" && states.video !== "opening"];
  return (
    <section className="p-room-dock" aria-label={t("portal.room.controls")}>
      <Button className={`p-ctl${muted ? " is-off" : ""}`} onPress={() => press("audio")}>
        <Face icon={muted ? "microphoneOff" : "microphone"}>{muted ? t("portal.room.unmute") : t("portal.room.mute")}</Face>
      </Button>
      <Button className={`p-ctl${dark ? " is-off" : ""}`} onPress={() => press("video")}>
        <Face icon={dark ? "videoOff" : "video"}>{dark ? t("portal.room.turnOn") : t("portal.room.turnOff")}</Face>
      </Button>
      <Button className="p-ctl" onPress={onDevices}><Face icon="sliders">{t("portal.room.devices")}</Face></Button>
      <LeaveLink to={leaveTo}>{t("portal.room.leave")}</LeaveLink>
    </section>
  );
}
