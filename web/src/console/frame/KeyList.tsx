/** What the keys do, and the switch that turns the single ones off. */
import { useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Switch } from "@/kit";
import { useKeys } from "./Keys";

const keys: [string[], WordId][] = [
  [["/"], "console.keys.search"],
  [["g t", "g c", "g u", "g s"], "console.keys.go"],
  [["j", "k"], "console.keys.rows"],
  [["Enter"], "console.keys.open"],
  [["f"], "console.keys.fix"],
  [["?"], "console.keys.help"],
  [["Esc"], "console.keys.close"],
];

export function KeyList() {
  const t = useWords();
  const { on, turn } = useKeys();
  return (
    <div className="c-form">
      <dl className="c-keys">
        {keys.map(([pressed, does]) => (
          <div key={does}>
            <dt>{pressed.map((key) => <kbd key={key} className="k-key">{key}</kbd>)}</dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <Switch label={t("console.keys.on")} help={t("console.keys.onHelp")} isOn={on} onChange={turn} />
    </div>
  );
}
