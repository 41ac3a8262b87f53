/** The search of a page. `/` puts the cursor in it, unless somebody is writing elsewhere. */
import "./field.css";
import { useEffect, useRef } from "react";
import { Input } from "react-aria-components/Input";
import { SearchField } from "react-aria-components/SearchField";
import { IconButton } from "./Button";
import { Icon } from "./Icon";
import { useWords } from "@/app/words";

interface SearchProps { label: string; placeholder?: string; value: string; onChange: (value: string) => void }

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function useSlash(focus: () => void) {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      focus();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  });
}

export function Search({ label, placeholder, value, onChange }: SearchProps) {
  const t = useWords();
  const input = useRef<HTMLInputElement>(null);
  useSlash(() => input.current?.focus());
  return (
    <SearchField aria-label={label} value={value} onChange={onChange} className="k-search">
      <Icon name="search" />
      <Input ref={input} placeholder={placeholder} />
      <IconButton icon="cross" label={t("kit.search.clear")} />
      <kbd className="k-key" aria-hidden="true">/</kbd>
    </SearchField>
  );
}
