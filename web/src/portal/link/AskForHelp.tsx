/** "I can't get in" from the page of a link: told to the practice, and its answer read here. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FormEvent } from "react";
import { helpQuery, useAskForHelp } from "@/api/links";
import { isProblem } from "@/api/problem";
import { useWords } from "@/app/words";
import { Button, TextButton, TextField } from "@/kit";
import { Told } from "../join/TellPractice";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

const MOST = 280;
const OFTEN = 6_000;

function Form({ token, team, onTold }: { token: string; team: boolean; onTold: () => void }) {
  const t = useWords();
  const [said, setSaid] = useState("");
  const ask = useAskForHelp();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate({ token, said: said.trim() }, { onSuccess: onTold });
  };
  return (
    <form className="p-acts" onSubmit={submit}>
      <Trouble>{ask.error && (isProblem(ask.error, "HELP_NOT_HERE") ? t("portal.link.helpNotHere") : troubleText(ask.error))}</Trouble>
      <TextField label={t("portal.call.said")} optional autoFocus maxLength={MOST} value={said} onChange={setSaid} />
      <Button type="submit" kind="secondary" wide busy={ask.isPending}>{t("portal.call.tell")}</Button>
      <p className="k-help">{t(team ? "portal.link.tellTeam" : "portal.call.tellHelp")}</p>
    </form>
  );
}

/** Closed until it is wanted: a new link helps most people. Open again once an answer is there. */
export function AskForHelp({ token }: { token: string }) {
  const t = useWords();
  const [open, setOpen] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const { data, refetch } = useQuery({ ...helpQuery(token), refetchInterval: ({ state }) => (waiting || (state.data?.help && state.data.help.answer === null) ? OFTEN : false) });
  const told = data?.help ?? null;
  const waits = told !== null && told.answer === null;
  const onTold = () => { setWaiting(true); setOpen(false); void refetch(); };
  return (
    <section className="p-acts" aria-label={t("portal.link.help")}>
      {told && <Told call={{ raise_time: told.ask_time, answer: told.answer, answer_time: told.answer_time }} />}
      {open && !waits && <Form token={token} team={data?.team ?? false} onTold={onTold} />}
      {!open && !waits && <p className="p-line"><TextButton onPress={() => setOpen(true)}>{t(told ? "portal.link.helpAgain" : "portal.link.help")}</TextButton></p>}
    </section>
  );
}
