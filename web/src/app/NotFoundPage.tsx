/** An address that leads nowhere. */
import { Link } from "@tanstack/react-router";
import { useWords } from "./words";

export function NotFoundPage() {
  const t = useWords();
  return (
    <main className="k-plain">
      <h1>{t("kit.notFound.title")}</h1>
      <p>{t("kit.notFound.text")}</p>
      <Link to="/">{t("kit.notFound.start")}</Link>
    </main>
  );
}
