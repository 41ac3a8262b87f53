/** The search in every page's bar: what is typed becomes the client list's query. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import type { AgeGroup } from "@/api/clients";
import { useWords } from "@/app/words";
import { Search } from "@/kit";

const PAUSE = 180;

/** within: the filters of the list that a search stays inside of. */
export function PeopleSearch({ query = "", within = {} }: { query?: string; within?: { state?: string; age?: AgeGroup } }) {
  const t = useWords();
  const go = useNavigate();
  const [typed, setTyped] = useState(query);
  const timer = useRef(0);
  useEffect(() => setTyped(query), [query]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void go({ to: "/clients", search: { ...within, query: next || undefined }, replace: true }), PAUSE);
  };
  return <Search label={t("console.search.label")} placeholder={t("console.search.hint")} value={typed} onChange={type} />;
}
