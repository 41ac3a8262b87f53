/** The help of the page somebody is on: what it is for, how things are done, a search over all topics, whom to ask. */
import { useQuery } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { practiceQuery } from "@/api/practice";
import { loadWords, useWords } from "@/app/words";
import type { WordId } from "@/app/words";
import { Button, Dialog, Icon, TextField } from "@/kit";
import { KeyList } from "../frame/KeyList";
import { find } from "./find";
import { pageOf, topics } from "./topics";
import type { Topic } from "./topics";
import "./help.css";

function useTold() {
  const t = useWords();
  const said = (key: string) => t(`help.${key}` as WordId);
  const steps = ({ key, steps: count }: Topic) => Array.from({ length: count }, (_, at) => said(`${key}.${at + 1}`));
  return { said, steps };
}

function TopicLine({ topic, open, onGo }: { topic: Topic; open: boolean; onGo: () => void }) {
  const t = useWords();
  const { said, steps } = useTold();
  return (
    <details className="c-topic" open={open}>
      <summary><Icon name="next" size={16} />{said(`${topic.key}.title`)}</summary>
      <ol>{steps(topic).map((step) => <li key={step}>{step}</li>)}</ol>
      <Link to={topic.link} onClick={onGo}>{t("help.open")}</Link>
    </details>
  );
}

function Topics({ head, shown, first, onGo }: { head: string; shown: Topic[]; first?: boolean; onGo: () => void }) {
  if (shown.length === 0) return null;
  return (
    <section>
      <h3>{head}</h3>
      {shown.map((topic, at) => <TopicLine key={topic.key} topic={topic} open={Boolean(first && at === 0)} onGo={onGo} />)}
    </section>
  );
}

function Support() {
  const t = useWords();
  const practice = useQuery(practiceQuery).data;
  if (!practice?.support_email && !practice?.phone) return null;
  return (
    <p className="c-meta">
      {t("help.support")} {practice.support_email && <a href={`mailto:${practice.support_email}`}>{practice.support_email}</a>}
      {practice.support_email && practice.phone && " · "}{practice.phone && <a href={`tel:${practice.phone}`}>{practice.phone}</a>}
    </p>
  );
}

function Body({ onGo }: { onGo: () => void }) {
  const t = useWords();
  const { said, steps } = useTold();
  const [query, setQuery] = useState("");
  const page = pageOf(useRouterState({ select: (state) => state.location.pathname }));
  const asked = query.trim();
  const order = find(topics.map((topic) => ({ key: topic.key, title: said(`${topic.key}.title`), terms: said(`${topic.key}.terms`), text: steps(topic).join(" ") })), asked);
  const found = order.flatMap((key) => topics.find((topic) => topic.key === key) ?? []);
  const here = topics.filter((topic) => topic.pages.includes(page));
  return (
    <div className="c-help">
      <p>{said(`page.${page}`)}</p>
      <TextField type="search" label={t("help.search")} value={query} onChange={setQuery} autoFocus />
      <div aria-live="polite" className={asked ? "c-meta" : "k-unseen"}>{asked && t("help.found", { count: found.length, query: asked })}</div>
      {asked && found.length === 0 && <p className="c-meta">{t("help.nothing")}</p>}
      {asked
        ? <Topics key={asked} head={t("help.all")} shown={found} first onGo={onGo} />
        : <><Topics head={t("help.here")} shown={here} onGo={onGo} /><Topics head={t("help.all")} shown={topics.filter((topic) => !here.includes(topic))} onGo={onGo} /></>}
      <details className="c-topic"><summary><Icon name="next" size={16} />{t("help.keys")}</summary><KeyList /></details>
      <Support />
    </div>
  );
}

export function HelpDialog({ onClose }: { onClose: () => void }) {
  const t = useWords();
  const [ready, setReady] = useState(false);
  useEffect(() => void loadWords("help").then(() => setReady(true)), []);
  if (!ready) return null;
  return (
    <Dialog size="medium" title={t("help.title")} isOpen onClose={onClose} footer={<Button onPress={onClose}>{t("help.back")}</Button>}>
      <Body onGo={onClose} />
    </Dialog>
  );
}
