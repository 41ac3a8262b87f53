/** What is true when there is nothing to show, or when it could not be had: with the next step. */
import "./empty.css";
import type { ReactNode } from "react";
import { Problem } from "@/api/problem";
import { clock } from "@/app/when";
import { useWords } from "@/app/words";
import { Button } from "./Button";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

interface EmptyProps { icon?: IconName; title: string; children?: ReactNode; act?: ReactNode; /** The heading's, where it stands alone on a page. */ level?: 2 | 3 }

export function Empty({ icon = "doorOpen", title, children, act, level = 3 }: EmptyProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="k-empty">
      <Icon name={icon} size={32} />
      <Heading>{title}</Heading>
      {children && <p className="k-help">{children}</p>}
      {act}
    </div>
  );
}

const BUSY = 500;
const NOT_YOURS = 403;
const GONE = 404;

/** A refusal in the reader's language; the server's own words, in English, only where nothing else is known of it. */
function useSaid(error: unknown, time: string): string {
  const t = useWords();
  if (!(error instanceof Problem) || error.status === 0) return t("kit.error.silent", { time });
  if (error.status >= BUSY) return t("kit.error.busy", { time });
  if (error.status === NOT_YOURS) return t("kit.error.notYours");
  return error.status === GONE ? t("kit.error.gone") : t("kit.error.refused", { time, reason: error.message });
}

interface ErrorStateProps { error: unknown; /** When it was tried, ms; from the query's errorUpdatedAt. */ at?: number; again?: () => void; title?: string }

/** What failed, when, Try again. Data already shown stays: put it above, not instead. */
export function ErrorState({ error, at, again, title }: ErrorStateProps) {
  const t = useWords();
  const said = useSaid(error, clock(new Date(at || Date.now())));
  const silent = !(error instanceof Problem) || error.status === 0;
  return (
    <div className="k-empty" role="alert">
      <Icon name={silent ? "noConnection" : "warning"} size={32} />
      <h2>{title ?? t("kit.error.title")}</h2>
      <p className="k-help">{said}</p>
      {again && <Button icon="again" size="small" onPress={again}>{t("kit.error.again")}</Button>}
    </div>
  );
}
