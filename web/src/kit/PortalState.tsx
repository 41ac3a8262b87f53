/** Where somebody stands with the portal, as the state of a door, with what else is worth knowing after it. */
import "./chip.css";
import type { ReactNode } from "react";
import type { PortalStateName } from "@/api/types";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import type { Tone } from "./Chip";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

interface Look { tone: Tone; icon: IconName; word: WordId }

export const portalStates: Record<PortalStateName, Look> = {
  NOT_INVITED: { tone: "quiet", icon: "doorClosed", word: "kit.state.notInvited" },
  INVITED: { tone: "info", icon: "doorAjar", word: "kit.state.invited" },
  EXPIRING: { tone: "warn", icon: "clock", word: "kit.state.expiring" },
  LINK_EXPIRED: { tone: "block", icon: "doorBarred", word: "kit.state.linkExpired" },
  BOUNCED: { tone: "block", icon: "mailBack", word: "kit.state.bounced" },
  ACTIVE: { tone: "ok", icon: "doorOpen", word: "kit.state.active" },
  NO_CONSENT: { tone: "block", icon: "doorBarred", word: "kit.state.noConsent" },
  ACCESS_OFF: { tone: "block", icon: "doorBarred", word: "kit.state.accessOff" },
  LOCKED: { tone: "block", icon: "lock", word: "kit.state.locked" },
  PASSWORD_LAPSED: { tone: "block", icon: "key", word: "kit.state.passwordLapsed" },
  NO_EMAIL: { tone: "quiet", icon: "mail", word: "kit.state.noEmail" },
};

export function PortalState({ state, children }: { state: PortalStateName; /** "refused 9:36 am" */ children?: ReactNode }) {
  const t = useWords();
  const { tone, icon, word } = portalStates[state];
  return (
    <span className={`k-state is-${tone}`}>
      <Icon name={icon} />
      {t(word)}
      {children && <small>{children}</small>}
    </span>
  );
}
