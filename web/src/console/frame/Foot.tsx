/** The foot of the navigation: help for this page, and who is signed in. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button as AriaButton } from "react-aria-components/Button";
import { meQuery, useSignOut } from "@/api/signing-in";
import { speak, useLanguage, useWords } from "@/app/words";
import { Icon, Menu, WhoLabel } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";
import { useKeys } from "./Keys";
import { useMay } from "./may";
import { useWhoMenu } from "./who-menu";
import "./frame.css";

function useWhoEntries() {
  const t = useWords();
  const other = useLanguage() === "fr" ? "en" : "fr";
  const go = useNavigate();
  const signOut = useSignOut();
  const leave = () => signOut.mutate(undefined, { onSettled: () => go({ to: "/sign-in" }) });
  const me = useQuery(meQuery).data;
  const client = Boolean(me && me.people.length + me.offers.length > 0);
  return [
    { key: "account", label: t("console.nav.account"), icon: "key" as const, onAction: () => void go({ to: "/account" }) },
    ...(client ? [{ key: "portal", label: t("console.nav.portal"), icon: "doorOpen" as const, onAction: () => void go({ to: me?.offers.length ? "/offers" : "/home" }) }] : []),
    { key: "language", label: t("console.nav.language"), icon: "globe" as const, onAction: () => void speak(other) },
    { key: "leave", label: t("console.nav.signOut"), icon: "leave" as const, onAction: leave },
  ];
}

export function Foot() {
  const t = useWords();
  const { named } = useVocabulary();
  const me = useQuery(meQuery).data;
  const { showHelp } = useKeys();
  const entries = useWhoEntries();
  return (
    <>
      <AriaButton className="k-nav-item c-nav-button" onPress={showHelp}>
        <Icon name="help" size={20} />
        <span>{t("console.nav.help")}</span>
      </AriaButton>
      {me && (
        <Menu label={t("console.nav.you")} entries={entries}>
          <AriaButton className="c-who"><WhoLabel name={me.display_name ?? me.email} role={named("role", me.role ?? "")} /></AriaButton>
        </Menu>
      )}
    </>
  );
}

/** The same acts on a phone, where the navigation has no foot. */
export function WhoButton() {
  const t = useWords();
  const go = useNavigate();
  const may = useMay();
  const audit = may("audit") ? [{ key: "audit", label: t("console.nav.audit"), icon: "list" as const, onAction: () => void go({ to: "/audit" }) }] : [];
  const { showHelp } = useKeys();
  const { isOpen, turn } = useWhoMenu();
  const help = { key: "help", label: t("console.nav.help"), icon: "help" as const, onAction: showHelp };
  const entries = [help, ...audit, ...useWhoEntries()];
  return (
    <Menu label={t("console.nav.you")} entries={entries} isOpen={isOpen} onOpenChange={turn}>
      <AriaButton className="k-icon-button c-only-phone" aria-label={t("console.nav.you")}><Icon name="more" size={20} /></AriaButton>
    </Menu>
  );
}
