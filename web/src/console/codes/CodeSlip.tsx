/** What is printed of a code: a slip for the person's hand, and nothing else of the page. Never on screen. */
import { useQuery } from "@tanstack/react-query";
import { createPortal } from "react-dom";
import { practiceQuery } from "@/api/practice";
import type { IssuedCode } from "@/api/types";
import { clock } from "@/app/when";
import { useWords } from "@/app/words";

export function CodeSlip({ code, digits, name }: { code: IssuedCode; digits: string; name: string }) {
  const t = useWords();
  const practice = useQuery(practiceQuery).data;
  if (!practice) return null;
  return createPortal(
    <div className="c-slip" aria-hidden="true">
      <p className="c-slip-practice">{practice.name}</p>
      <p>{t("console.code.slip.for", { name })}</p>
      <ol>
        <li>{t("console.code.slip.open", { address: `${window.location.host}/code` })}</li>
        <li>{t("console.code.slip.email", { email: code.email })}</li>
        <li>{t("console.code.slip.code")}<b>{digits}</b></li>
        <li>{t("console.code.slip.password")}</li>
      </ol>
      <p>{t("console.code.slip.until", { when: clock(code.expire_time), phone: practice.phone || practice.support_email })}</p>
    </div>,
    document.body,
  );
}
