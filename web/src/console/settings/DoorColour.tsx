/** The practice's door colour: one of six that were checked for contrast. */
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import type { Settings } from "@/api/types";
import { Section } from "../frame/Section";
import { useVocabulary } from "../speech/vocabulary";
import { doors } from "./choices";

type Door = Settings["door"];

export function DoorColour({ value, onChange }: { value: Door; onChange: (door: Door) => void }) {
  const { t, named } = useVocabulary();
  return (
    <Section title={t("console.settings.door")} text={t("console.settings.doorText")}>
      <RadioGroup value={value} onChange={(door) => onChange(door as Door)} orientation="horizontal">
        <Label className="k-unseen">{t("console.settings.door")}</Label>
        <div className="c-doors">
          {doors.map((door) => (
            <Radio key={door} value={door} className="c-door" data-door={door}>
              <span className="c-door-leaf" />
              {named("door", door)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
    </Section>
  );
}
