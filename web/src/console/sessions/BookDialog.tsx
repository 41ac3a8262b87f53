/** Booking a video session: for whom, who takes part, with which clinician, when. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { staffQuery } from "@/api/accounts";
import { clientQuery, clientsQuery } from "@/api/clients";
import { contactsQuery } from "@/api/contacts";
import { useBookSession } from "@/api/sessions";
import type { ChartContact, Client } from "@/api/types";
import { dayKey, inLine } from "@/app/when";
import { Avatar, Button, Checkbox, Choices, Dialog, Note, Select, Skeleton, TextField, toast } from "@/kit";
import { fullName, useVocabulary } from "../speech/vocabulary";
import { instantOf } from "./zoned";

type Minutes = "25" | "50" | "80";

function ChooseClient({ onChoose, onClose }: { onChoose: (clientId: string) => void; onClose: () => void }) {
  const { t } = useVocabulary();
  const [typed, setTyped] = useState("");
  const clients = useInfiniteQuery(clientsQuery({ query: typed, page_size: 8 })).data?.pages[0]?.clients ?? [];
  return (
    <Dialog size="small" isOpen onClose={onClose} title={t("console.sessions.book")} meta={t("console.sessions.forWhom")}>
      <div className="c-form">
        <TextField label={t("console.search.label")} placeholder={t("console.search.hint")} autoFocus value={typed} onChange={setTyped} />
        <ul>{clients.map((one) => (
          <li key={one.client_id}>
            <button type="button" className="c-pick" onClick={() => onChoose(one.client_id)}>
              <Avatar name={fullName(one)} />
              <span className="c-pick-text"><b>{fullName(one)}</b><small>{one.people.filter((person) => person.relationship !== "SELF").map(fullName).join(", ")}</small></span>
            </button>
          </li>
        ))}</ul>
      </div>
    </Dialog>
  );
}

function useBooking(client: Client, people: ChartContact[]) {
  const [contacts, setContacts] = useState(() => people.filter((one) => one.relationship === "SELF" || one.is_primary).map((one) => one.contact_id));
  const [clinician, setClinician] = useState(client.clinician_id);
  const [date, setDate] = useState(dayKey(new Date(Date.now() + 86_400_000)));
  const [time, setTime] = useState("10:00");
  const [minutes, setMinutes] = useState<Minutes>("50");
  const start = instantOf(date, time);
  const end = start && new Date(new Date(start).getTime() + Number(minutes) * 60_000).toISOString();
  return { contacts, setContacts, clinician, setClinician, date, setDate, time, setTime, minutes, setMinutes, start, end };
}

function Form({ client, people, onClose }: { client: Client; people: ChartContact[]; onClose: () => void }) {
  const { t, refusal, relationship } = useVocabulary();
  const staff = useQuery(staffQuery).data?.staff.filter((one) => one.role === "CLINICIAN") ?? [];
  const b = useBooking(client, people);
  const book = useBookSession();
  const [tried, setTried] = useState(false);
  const save = () => {
    setTried(true);
    if (!b.start || !b.end || !b.clinician || b.contacts.length === 0) return;
    book.mutate({ client_id: client.client_id, contact_ids: b.contacts, clinician_id: b.clinician, start_time: b.start, end_time: b.end }, {
      onSuccess: (made) => { toast(t("console.done.booked", { name: fullName(client), when: inLine(made.start_time) })); onClose(); },
    });
  };
  return (
    <Dialog size="small" isOpen onClose={onClose} title={t("console.sessions.book")} meta={fullName(client)} footer={<>
      <Button onPress={onClose}>{t("console.act.cancel")}</Button>
      <Button kind="primary" busy={book.isPending} onPress={save}>{t("console.sessions.bookIt")}</Button>
    </>}>
      <div className="c-form">
        <fieldset className="c-fieldset">
          <legend className="k-label">{t("console.sessions.takesPart")}</legend>
          {people.map((one) => (
            <Checkbox key={one.contact_id} label={fullName(one)} help={relationship(one)} isSelected={b.contacts.includes(one.contact_id)}
              onChange={(on) => b.setContacts(on ? [...b.contacts, one.contact_id] : b.contacts.filter((id) => id !== one.contact_id))} />
          ))}
          {tried && b.contacts.length === 0 && <Note tone="block">{t("console.sessions.nobody")}</Note>}
        </fieldset>
        <Select label={t("console.clients.col.clinician")} options={staff.map((one) => ({ value: one.account_id, label: one.display_name }))} value={b.clinician} onChange={b.setClinician} placeholder={t("console.people.choose")} error={tried && !b.clinician ? t("console.people.chooseOne") : undefined} />
        <div className="c-pair">
          <TextField label={t("console.sessions.date")} type="date" value={b.date} onChange={b.setDate} error={tried && !b.start ? t("console.sessions.badTime") : undefined} />
          <TextField label={t("console.sessions.time")} type="time" value={b.time} onChange={b.setTime} help={t("console.sessions.zone")} />
        </div>
        <Choices<Minutes> label={t("console.sessions.length")} value={b.minutes} onChange={b.setMinutes} choices={(["25", "50", "80"] as const).map((value) => ({ value, label: t("console.minutes", { count: Number(value) }) }))} />
        {book.isError && <Note tone="block">{refusal(book.error)}</Note>}
      </div>
    </Dialog>
  );
}

export function BookDialog({ clientId, onClose }: { clientId?: string; onClose: () => void }) {
  const { t } = useVocabulary();
  const [chosen, setChosen] = useState(clientId);
  const client = useQuery({ ...clientQuery(chosen ?? ""), enabled: Boolean(chosen) }).data;
  const people = useQuery({ ...contactsQuery(chosen ?? ""), enabled: Boolean(chosen) }).data?.contacts;
  if (!chosen) return <ChooseClient onChoose={setChosen} onClose={onClose} />;
  if (!client || !people) return <Dialog size="small" isOpen onClose={onClose} title={t("console.sessions.book")}><Skeleton lines={6} /></Dialog>;
  return <Form client={client} people={people.filter((one) => one.in_force)} onClose={onClose} />;
}
