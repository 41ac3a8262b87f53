/** Who else has access, person by person: by name to one's own chart, else by relationship, else the practice tells. */
import { useQuery } from "@tanstack/react-query";
import { companyQuery } from "@/api/people";
import type { Company as Found, MyPerson } from "@/api/types";
import { useWords } from "@/app/words";
import { listed } from "../parts/people";
import "./home.css";

function useCompany(found: Found | undefined): string {
  const t = useWords();
  if (!found) return "\u00a0";
  if (!found.told) return t("portal.company.ask");
  if (found.people.length === 0) return t("portal.company.onlyYou");
  const others = found.people.map(({ name, relationship: rel }) => (name ? t("portal.company.own", { name, rel }) : t("portal.company.rel", { rel })));
  return listed([t("portal.company.you"), ...others]);
}

function Line({ person }: { person: MyPerson }) {
  const { data, isError } = useQuery(companyQuery(person.client_id));
  const who = useCompany(data);
  const name = person.relationship === "SELF" ? `${person.given_name} ${person.family_name}` : person.given_name;
  return isError ? null : <li><span className="p-grow">{name}<small>{who}</small></span></li>;
}

export function Company({ people }: { people: MyPerson[] }) {
  const t = useWords();
  if (people.length === 0) return null;
  return (
    <section className="p-card is-tight" aria-labelledby="company">
      <h2 id="company">{t("portal.company.title")}</h2>
      <ul className="p-list">{people.map((person) => <Line key={person.client_id} person={person} />)}</ul>
      <p className="k-help">{t("portal.company.wrong")}</p>
    </section>
  );
}
