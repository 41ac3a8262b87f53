/** In place of a page that failed while it was drawn. */
import { useWords } from "@/app/words";
import { Button, ButtonLink, Empty } from "@/kit";

export function BrokenPage() {
  const t = useWords();
  return (
    <main className="k-plain" role="alert">
      <Empty icon="warning" level={2} title={t("kit.broken.title")} act={<><Button kind="primary" icon="again" onPress={() => window.location.reload()}>{t("kit.broken.again")}</Button><ButtonLink to="/" reloadDocument>{t("kit.notFound.start")}</ButtonLink></>}>{t("kit.broken.text")}</Empty>
    </main>
  );
}
