/** The portal's frame: the practice's name, the language switch, the page, the foot. */
import "./portal-shell.css";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Suspense, lazy } from "react";
import type { ReactNode } from "react";
import { practiceQuery } from "@/api/practice";
import { speak, useLanguage, useWords } from "@/app/words";
import { Button } from "./Button";
import { Doorway, Mark } from "./Door";

// Nothing is told before something was pressed: not among what the first page waits for.
const Toasts = lazy(() => import("./Toast").then((module) => ({ default: module.Toasts })));

interface PortalShellProps {
  /** The open doorway beside the column, from 960 px. */
  doorway?: boolean;
  /** Two columns from 960 px. */
  wide?: boolean;
  /** At the end of the head: the account's menu. */
  account?: ReactNode;
  /** Stays at the foot of the window: the page's one next step. */
  dock?: ReactNode;
  /** The content is on its way: the foot comes with it, so that it doesn't jump. */
  loading?: boolean;
  children: ReactNode;
}

function LanguageSwitch() {
  const other = useLanguage() === "fr" ? "en" : "fr";
  return (
    <span lang={other}>
      <Button kind="quiet" size="small" onPress={() => void speak(other)}>{other === "fr" ? "Français" : "English"}</Button>
    </span>
  );
}

function Head({ practice, account }: { practice: string; account?: ReactNode }) {
  return (
    <header className="k-portal-head">
      <Link to="/" className="k-portal-brand"><Mark />{practice}</Link>
      <div className="k-portal-tools"><LanguageSwitch />{account}</div>
    </header>
  );
}

/** What everybody may read, signed in or not. */
function Foot({ practice }: { practice: string }) {
  const t = useWords();
  return (
    <footer className="k-portal-foot">
      {practice}
      <nav aria-label={t("kit.foot")}>
        <Link to="/privacy">{t("kit.foot.privacy")}</Link>
        <Link to="/terms">{t("kit.foot.terms")}</Link>
        <Link to="/accessibility">{t("kit.foot.accessibility")}</Link>
      </nav>
    </footer>
  );
}

export function PortalShell({ doorway = false, wide = false, account, dock, loading = false, children }: PortalShellProps) {
  const t = useWords();
  const { data: practice } = useSuspenseQuery(practiceQuery);
  const page = (
    <div className="k-portal">
      <Head practice={practice.name} account={account} />
      <main id="main" tabIndex={-1} className={`k-portal-column${wide ? " is-wide" : ""}${loading ? " is-loading" : ""}`}>{children}</main>
      {!loading && <Foot practice={practice.name} />}
      {dock && <div className="k-portal-dock"><div>{dock}</div></div>}
      <Suspense fallback={null}><Toasts /></Suspense>
    </div>
  );
  return (
    <>
      <a className="k-skip" href="#main">{t("kit.skip")}</a>
      {doorway ? <div className="k-portal-split"><div className="k-portal-art"><Doorway /></div>{page}</div> : page}
    </>
  );
}
