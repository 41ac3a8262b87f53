/** The signed-in person's own menu: the account, sign out. */
import { useNavigate, useRouter } from "@tanstack/react-router";
import { Button as AriaButton } from "react-aria-components/Button";
import { useChooseMailLanguage } from "@/api/people";
import { useSignOut } from "@/api/signing-in";
import type { Me } from "@/api/types";
import { speak, useLanguage, useWords } from "@/app/words";
import { Avatar, Menu } from "@/kit";
import { personName } from "./people";
import "./parts.css";

export function AccountMenu({ me }: { me: Me }) {
  const t = useWords();
  const other = useLanguage() === "fr" ? "en" : "fr";
  const navigate = useNavigate();
  const router = useRouter();
  const signOut = useSignOut();
  const mails = useChooseMailLanguage();
  const choose = () => { void speak(other); mails.mutate(other); };
  const leave = () => signOut.mutate(undefined, { onSettled: () => { void router.invalidate(); void navigate({ to: "/sign-in" }); } });
  const name = personName(me);
  return (
    <Menu
      label={t("portal.account.menu", { name })}
      entries={[
        { key: "account", label: t("portal.account.title"), icon: "key", onAction: () => void navigate({ to: "/account" }) },
        { key: "language", label: other === "fr" ? "Français" : "English", icon: "globe", onAction: choose },
        ...(me.role ? [{ key: "console", label: t("portal.account.console"), icon: "badge" as const, onAction: () => void navigate({ to: "/clients" }) }] : []),
        { key: "sign-out", label: t("portal.account.signOut"), icon: "leave", onAction: leave },
      ]}
    >
      <AriaButton className="k-icon-button" aria-label={t("portal.account.menu", { name })}><Avatar name={name} tone={0} /></AriaButton>
    </Menu>
  );
}
