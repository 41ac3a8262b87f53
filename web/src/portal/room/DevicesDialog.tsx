/** Which camera and microphone to use; and where one can't be had, what mends it. */
import { browserOf } from "@/app/browser";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Button, Dialog, Select } from "@/kit";
import { Mend } from "../device-check/Mend";
import type { Kind } from "../device-check/media";
import { unblockSteps } from "../device-check/steps";
import { isMissing } from "./SelfView";
import type { OwnMedia } from "./useOwnMedia";
import "../device-check/device-check.css";

const named: Record<Kind, "camera" | "microphone"> = { video: "camera", audio: "microphone" };
const causes: Record<string, WordId> = { BLOCKED: "portal.device.blocked", ABSENT: "portal.device.absent", BUSY: "portal.device.busy", FAILED: "portal.device.part" };

function stepsOf(own: OwnMedia, kind: Kind): WordId {
  const state = own.states[kind];
  if (state === "BLOCKED") return own.media.opened?.[kind].dismissed ? "portal.mend.dismissed" : unblockSteps(browserOf(navigator.userAgent));
  if (state === "BUSY") return "portal.mend.busy";
  if (state === "ABSENT") return "portal.mend.absent";
  return kind === "video" ? "portal.mend.camera" : "portal.mend.microphone";
}

function Missing({ own, kind, both }: { own: OwnMedia; kind: Kind; both: boolean }) {
  const t = useWords();
  const what = named[kind];
  return (
    <section className="p-device">
      <h3>{both ? t("portal.room.bothBlocked") : t(causes[own.states[kind]]!, { what })}</h3>
      <Mend steps={stepsOf(own, kind)} values={{ what: both ? "both" : what }} again={own.again} busy={own.media.opening} first />
    </section>
  );
}

function Choice({ own, kind }: { own: OwnMedia; kind: Kind }) {
  const t = useWords();
  const used = own.media.opened?.[kind].track?.getSettings().deviceId ?? null;
  return (
    <Select
      label={t("portal.device.part", { what: named[kind] })} value={used} onChange={(id) => own.choose(kind, id)}
      options={own.media.devices[kind].map(({ id, label }) => ({ value: id, label: label || t("portal.device.part", { what: named[kind] }) }))}
    />
  );
}

export function DevicesDialog({ own, isOpen, onClose }: { own: OwnMedia; isOpen: boolean; onClose: () => void }) {
  const t = useWords();
  const both = own.states.video === "BLOCKED" && own.states.audio === "BLOCKED";
  const kinds: Kind[] = both ? ["video"] : ["video", "audio"];
  return (
    <Dialog title={t("portal.room.devicesTitle")} size="small" isOpen={isOpen} onClose={onClose} footer={<Button kind="primary" onPress={onClose}>{t("kit.dialog.close")}</Button>}>
      <div className="p-stack">
        <p className="k-help">{t("portal.room.keys")}</p>
        {kinds.map((kind) => (isMissing(own.states[kind]) ? <Missing key={kind} own={own} kind={kind} both={both} /> : <Choice key={kind} own={own} kind={kind} />))}
      </div>
    </Dialog>
  );
}
