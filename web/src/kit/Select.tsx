/** One of several, folded away. */
import "./field.css";
import { Button } from "react-aria-components/Button";
import { FieldError } from "react-aria-components/FieldError";
import { Label } from "react-aria-components/Label";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Popover } from "react-aria-components/Popover";
import { Select as AriaSelect, SelectValue } from "react-aria-components/Select";
import { Text } from "react-aria-components/Text";
import { Icon } from "./Icon";

export interface SelectOption<T extends string> { value: T; label: string }
interface SelectProps<T extends string> {
  label: string; hideLabel?: boolean; options: SelectOption<T>[]; value: T | null; onChange: (value: T) => void; placeholder?: string;
  help?: string; error?: string; name?: string;
}

export function Select<T extends string>({ label, hideLabel, options, value, onChange, placeholder, help, error, name }: SelectProps<T>) {
  return (
    <AriaSelect className="k-field" value={value} onChange={(key) => key !== null && onChange(key as T)} placeholder={placeholder} isInvalid={Boolean(error)} name={name}>
      <Label className={hideLabel ? "k-unseen" : "k-label"}>{label}</Label>
      <Button className="k-input k-select"><SelectValue /><Icon name="down" size={16} /></Button>
      {error && <FieldError className="k-note is-block"><Icon name="warning" size={16} /><span>{error}</span></FieldError>}
      {help && <Text slot="description" className="k-help">{help}</Text>}
      <Popover className="k-popover">
        <ListBox items={options}>
          {(option) => (
            <ListBoxItem id={option.value} textValue={option.label} className="k-option">
              {({ isSelected }) => (<><span>{option.label}</span>{isSelected && <Icon name="check" size={16} />}</>)}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
