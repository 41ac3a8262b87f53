/** Consent of one person for one client: what stands, and the way to record it or take it back. */
import type { ChartContact, Client } from "@/api/types";
import { date } from "@/app/when";
import { Button } from "@/kit";
import { useAct } from "../../../acts/acts";
import { useVocabulary } from "../../../speech/vocabulary";

function useStanding(client: Client, { consent }: ChartContact): string {
  const { t, named } = useVocabulary();
  if (consent.state === "MISSING") return t("console.consent.missing", { name: client.given_name });
  const when = consent.change_time ? date(consent.change_time) : "";
  if (consent.state === "WITHDRAWN") return t("console.consent.withdrawn", { when });
  const how = consent.how ? named("how", consent.how) : "";
  const values = { how, when, by: consent.recorded_by ?? "", version: consent.text_version ?? "" };
  const text = t(consent.recorded_by ? "console.consent.granted" : "console.consent.grantedPlain", values);
  return consent.session_id ? `${text} ${t("console.consent.oneSession")}` : text;
}

export function ConsentRow({ client, person }: { client: Client; person: ChartContact }) {
  const { t } = useVocabulary();
  const act = useAct();
  const ids = { clientId: client.client_id, contactId: person.contact_id };
  const standing = useStanding(client, person);
  return (
    <div className="c-consent-row">
      <div><b>{t("console.consent.title")}</b><p className="k-help">{standing}</p></div>
      {person.consent.state === "GRANTED"
        ? <Button size="small" onPress={() => act({ kind: "withdraw", ...ids })}>{t("console.consent.withdraw")}</Button>
        : <Button kind="fix" size="small" onPress={() => act({ kind: "consent", ...ids })}>{t("console.consent.record")}</Button>}
    </div>
  );
}
