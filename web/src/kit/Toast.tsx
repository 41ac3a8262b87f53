/** The result of what was just done, with Undo. Bottom left, 8 seconds, stays under pointer or focus; never the only place of an error. */
import "./toast.css";
import { UNSTABLE_Toast as AriaToast, UNSTABLE_ToastContent as Content, UNSTABLE_ToastQueue as ToastQueue, UNSTABLE_ToastRegion as Region } from "react-aria-components/Toast";
import { Text } from "react-aria-components/Text";
import { IconButton, TextButton } from "./Button";
import { Icon } from "./Icon";
import { useWords } from "@/app/words";

interface Told { text: string; undo?: { label: string; act: () => void } }

const told = new ToastQueue<Told>({ maxVisibleToasts: 3 });

/** `toast("Consent recorded.", { label: "Undo", act })` */
export function toast(text: string, undo?: Told["undo"]): void {
  told.add({ text, undo }, { timeout: 8_000 });
}

/** Stands once, in a shell. */
export function Toasts() {
  const t = useWords();
  return (
    <Region queue={told} className="k-toasts">
      {({ toast: one }) => (
        <AriaToast toast={one} className="k-toast">
          <Icon name="check" />
          <Content><Text slot="title">{one.content.text}</Text></Content>
          {one.content.undo && <TextButton onPress={() => { one.content.undo?.act(); told.close(one.key); }}>{one.content.undo.label}</TextButton>}
          <IconButton slot="close" icon="cross" label={t("kit.toast.dismiss")} />
        </AriaToast>
      )}
    </Region>
  );
}
