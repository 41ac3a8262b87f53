/** One of a few, all in sight: 24 h, 36 h, 48 h, 1 week. */
import "./field.css";
import { Label } from "react-aria-components/Label";
import { Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { Text } from "react-aria-components/Text";

export interface Choice<T extends string> { value: T; label: string; help?: string }
interface ChoicesProps<T extends string> {
  label: string; hideLabel?: boolean; choices: Choice<T>[]; value: T | null; onChange: (value: T) => void; help?: string;
}

export function Choices<T extends string>({ label, hideLabel, choices, value, onChange, help }: ChoicesProps<T>) {
  return (
    <RadioGroup className="k-choices" value={value} onChange={(next) => onChange(next as T)}>
      <Label className={hideLabel ? "k-unseen" : "k-label"}>{label}</Label>
      <div className="k-choice-list">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="k-choice">
            <span>{choice.label}{choice.help && <small>{choice.help}</small>}</span>
          </Radio>
        ))}
      </div>
      {help && <Text slot="description" className="k-help">{help}</Text>}
    </RadioGroup>
  );
}
