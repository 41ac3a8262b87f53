/** Every way to reach the practice that it gave. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { practiceQuery } from "@/api/practice";
import { Icon } from "@/kit";
import "./parts.css";

export function Contact() {
  const { data: practice } = useSuspenseQuery(practiceQuery);
  return (
    <ul className="p-contact">
      {practice.phone && <li><Icon name="phone" size={20} /><a href={`tel:${practice.phone.replace(/[^+\d]/g, "")}`}>{practice.phone}</a></li>}
      {practice.support_email && <li><Icon name="mail" size={20} /><a href={`mailto:${practice.support_email}`}>{practice.support_email}</a></li>}
    </ul>
  );
}
