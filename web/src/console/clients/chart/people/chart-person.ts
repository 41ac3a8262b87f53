/** The client and the person that a dialog is about, as the chart knows them. */
import { useQuery } from "@tanstack/react-query";
import { clientQuery } from "@/api/clients";
import { contactsQuery } from "@/api/contacts";

export interface Whose { clientId: string; contactId: string; onClose: () => void }

export function useChartPerson({ clientId, contactId }: Pick<Whose, "clientId" | "contactId">) {
  const client = useQuery(clientQuery(clientId)).data;
  const person = useQuery(contactsQuery(clientId)).data?.contacts.find((one) => one.contact_id === contactId);
  return { client, person };
}
