/** A dialog: returns focus to its button, Esc closes it and asks only when something was typed, the footer stays in sight. */
import "./dialog.css";
import { useState } from "react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { Button, IconButton } from "./Button";
import { useWayBack } from "./way-back";
import { useWords } from "@/app/words";

export interface DialogProps {
  title: ReactNode;
  /** A line under the title. */
  meta?: ReactNode;
  size?: "small" | "medium" | "large";
  isOpen: boolean;
  onClose: () => void;
  /** Something was typed that closing would lose. */
  unsaved?: boolean;
  /** In the head, before the close button. */
  acts?: ReactNode;
  /** Between head and body: tabs. */
  bar?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
  /** Nothing but a long text: the body takes the keyboard, so that arrows scroll it. */
  reading?: boolean;
  /** Asks for an answer now: no close button, a press beside it doesn't close. */
  alert?: boolean;
}

function Leaving({ stay, leave }: { stay: () => void; leave: () => void }) {
  const t = useWords();
  return (
    <div className="k-dialog-leaving" role="alert">
      <span>{t("kit.dialog.unsaved")}</span>
      <Button kind="danger" onPress={leave}>{t("kit.dialog.discard")}</Button>
      <Button kind="primary" autoFocus onPress={stay}>{t("kit.dialog.keep")}</Button>
    </div>
  );
}

function Returning() {
  useWayBack();
  return null;
}

export function Dialog({ title, meta, size = "medium", isOpen, onClose, unsaved = false, acts, bar, footer, children, reading = false, alert = false }: DialogProps) {
  const t = useWords();
  const [asking, setAsking] = useState(false);
  const leave = () => { setAsking(false); onClose(); };
  const close = () => (unsaved ? setAsking(true) : leave());
  return (
    <ModalOverlay className="k-scrim" isOpen={isOpen} onOpenChange={(open) => !open && close()} isDismissable={!alert && !unsaved}>
      <Modal className={`k-dialog is-${size}`}>
        <AriaDialog className="k-dialog-sheet" role={alert ? "alertdialog" : "dialog"}>
          <Returning />
          <header className="k-dialog-head">
            <div className="k-dialog-title"><Heading slot="title" level={2}>{title}</Heading>{meta && <p className="k-muted">{meta}</p>}</div>
            {acts && <div className="k-dialog-acts">{acts}</div>}
            {!alert && <IconButton icon="cross" label={t("kit.dialog.close")} onPress={close} />}
          </header>
          {bar}
          <div className="k-dialog-body" tabIndex={reading ? 0 : undefined}>{children}</div>
          {asking ? <Leaving stay={() => setAsking(false)} leave={leave} /> : footer && <footer className="k-dialog-foot">{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
