/** An address that leads nowhere. */
import { ButtonLink, Mark } from "@/kit";
import { useWords } from "./words";

export function NotFoundPage() {
  const t = useWords();
  return (
    <main className="k-plain">
      <Mark size={44} />
      <h1>{t("kit.notFound.title")}</h1>
      <p>{t("kit.notFound.text")}</p>
      <ButtonLink to="/">{t("kit.notFound.start")}</ButtonLink>
    </main>
  );
}
