/** The five gates between somebody and their session, as a list. */
import "./way-in.css";
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export type GateName = "access" | "email" | "password" | "consent" | "device";
export type GateState = "clear" | "watch" | "blocked" | "unreached";

const order: GateName[] = ["access", "email", "password", "consent", "device"];
const icons: Record<GateState, IconName> = { clear: "check", watch: "warning", blocked: "doorBarred", unreached: "doorClosed" };
const names: Record<GateName, WordId> = {
  access: "kit.gate.access", email: "kit.gate.email", password: "kit.gate.password", consent: "kit.gate.consent", device: "kit.gate.device",
};
const states: Record<GateState, WordId> = {
  clear: "kit.gate.clear", watch: "kit.gate.watch", blocked: "kit.gate.blocked", unreached: "kit.gate.unreached",
};

export function WayIn({ gates }: { gates: Record<GateName, GateState> }) {
  const t = useWords();
  return (
    <ol className="k-way" aria-label={t("kit.gate.list")}>
      {order.map((name) => (
        <li key={name} className={`k-gate is-${gates[name]}`}>
          <Icon name={icons[gates[name]]} size={16} />
          <span>{t(names[name])}<span className="k-unseen">{`: ${t(states[gates[name]])}`}</span></span>
        </li>
      ))}
    </ol>
  );
}
