/** Acts behind one button: `<Menu label="More" icon="more" items={[…]} />`. */
import "./field.css";
import type { ReactElement } from "react";
import { Menu as AriaMenu, MenuItem, MenuTrigger } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export interface MenuEntry { key: string; label: string; icon?: IconName; danger?: boolean; onAction: () => void }

interface MenuProps { children: ReactElement; entries: MenuEntry[]; label: string; /** Where somebody else keeps whether it is open. */ isOpen?: boolean; onOpenChange?: (open: boolean) => void }

/** `children` is the button that opens it. */
export function Menu({ children, entries, label, isOpen, onOpenChange }: MenuProps) {
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {children}
      <Popover className="k-popover">
        <AriaMenu aria-label={label}>
          {entries.map((entry) => (
            <MenuItem key={entry.key} id={entry.key} textValue={entry.label} onAction={entry.onAction} className={`k-option${entry.danger ? " is-danger" : ""}`}>
              <span className="k-option-text">{entry.icon && <Icon name={entry.icon} size={16} />}{entry.label}</span>
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
