/** On the chart of somebody who comes of age, or just did: when, what ends, and what to do. */
import { useQuery } from "@tanstack/react-query";
import { comingOfAgeQuery } from "@/api/clients";
import type { Client } from "@/api/types";
import { Banner, Button } from "@/kit";
import { useVocabulary } from "../../../speech/vocabulary";
import { ofAgeDay, useInviteThem } from "../../../today/ComingOfAge";

export function OfAgeNote({ client }: { client: Client }) {
  const { t } = useVocabulary();
  const inviteFor = useInviteThem();
  const one = useQuery(comingOfAgeQuery).data?.clients.find((each) => each.client_id === client.client_id);
  if (!one) return null;
  const invite = inviteFor(one);
  const values = { name: client.given_name, day: ofAgeDay(one.of_age_date), days: one.days_left, names: one.people.map((person) => person.name).join(", ") };
  const title = t(one.stage === "OF_AGE" ? "console.ofAge.note.past" : "console.ofAge.note.title", values);
  const whose = one.people.length > 0 ? t(one.stage === "OF_AGE" ? "console.ofAge.ended" : "console.ofAge.note.ends", values) : "";
  return (
    <div className="c-of-age">
      <Banner tone={one.stage === "SOON" ? "info" : "warn"} icon="calendar" title={title}>{[whose, invite && t("console.ofAge.note.invite", values)].filter(Boolean).join(" ")}</Banner>
      {invite && <Button kind="fix" size="small" onPress={invite.press}>{invite.label}</Button>}
    </div>
  );
}
