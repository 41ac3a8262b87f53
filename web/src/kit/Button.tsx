/** Buttons, and links that look like them. Never disabled to say no: they answer, and the page says what is missing. */
import "./button.css";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps, ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components/Button";
import type { ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";
import { useWords } from "@/app/words";

/** primary: one a view. fix: tonal, in rows. */
export type ButtonKind = "primary" | "fix" | "secondary" | "quiet" | "danger";
interface Look { kind?: ButtonKind; size?: "small" | "normal" | "large"; wide?: boolean; icon?: IconName; children: ReactNode }

const lookOf = ({ kind = "secondary", size = "normal", wide }: Look) => `k-button is-${kind} is-${size}${wide ? " is-wide" : ""}`;

function Face({ icon, size, children }: Look) {
  return (
    <span className="k-button-face">
      {icon && <Icon name={icon} size={size === "small" ? 16 : 18} />}
      <span>{children}</span>
    </span>
  );
}

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "isPending">, Look {
  /** Under way: keeps its width and its focus, answers no press. */
  busy?: boolean;
  /** Said instead of the label while busy: "Saving". */
  busyLabel?: string;
}

const busyState = { "aria-busy": true, "aria-disabled": true, onPress: undefined, type: "button" } as const;

export function Button({ kind, size, wide, icon, children, busy = false, busyLabel, ...rest }: ButtonProps) {
  const t = useWords();
  return (
    <AriaButton {...rest} {...(busy ? busyState : {})} className={`${lookOf({ kind, size, wide, children })}${busy ? " is-busy" : ""}`}>
      <Face icon={icon} size={size}>{children}</Face>
      {busy && (
        <span className="k-button-face">
          <span className="k-spin" />
          <span>{busyLabel ?? t("kit.button.busy")}</span>
        </span>
      )}
    </AriaButton>
  );
}

type PlainLinkProps = Omit<ComponentProps<"a">, "className" | "children"> & Look;

/** An address outside the app, or tel: and mailto:. */
export function LinkOut({ kind, size, wide, icon, children, ...rest }: PlainLinkProps) {
  return (
    <a {...rest} className={lookOf({ kind, size, wide, children })}>
      <Face icon={icon} size={size}>{children}</Face>
    </a>
  );
}

/** A route of ours that looks like a button: `<ButtonLink to="/home" kind="primary">`. */
export const ButtonLink = createLink(LinkOut);

/** A square button with a sign only; `label` is read out and shown as a tip. */
export function IconButton({ icon, label, ...rest }: Omit<AriaButtonProps, "children" | "className"> & { icon: IconName; label: string }) {
  return (
    <AriaButton {...rest} aria-label={label} className="k-icon-button">
      <Icon name={icon} size={20} />
    </AriaButton>
  );
}

/** A button inside a sentence: "Undo", "Show more". */
export function TextButton({ children, ...rest }: Omit<AriaButtonProps, "className"> & { children: ReactNode }) {
  return <AriaButton {...rest} className="k-text-button">{children}</AriaButton>;
}
