/** Opens the booking dialog, for one client or for whoever is chosen there. */
import { Button } from "@/kit";
import { useAct } from "../acts/acts";
import { useMay } from "../frame/may";
import { useVocabulary } from "../speech/vocabulary";

export function BookButton({ clientId }: { clientId?: string }) {
  const { t } = useVocabulary();
  const act = useAct();
  const may = useMay();
  if (!may("sessions")) return null;
  const button = <Button kind="primary" icon="plus" onPress={() => act({ kind: "book", clientId })}>{t("console.sessions.book")}</Button>;
  // Beside a search the sign has to do; in a chart there is room for the word.
  return clientId ? button : <span className="c-icon-on-phone">{button}</span>;
}
