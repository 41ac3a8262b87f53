/** Lets a suppressed or held mail go after all; whoever may not is offered nothing. */
import { useReleaseMessage } from "@/api/messages";
import type { Message } from "@/api/types";
import { Button, toast } from "@/kit";
import { useMay } from "../../../frame/may";
import { useVocabulary } from "../../../speech/vocabulary";

export function Release({ message }: { message: Message }) {
  const { t, refusal } = useVocabulary();
  const may = useMay();
  const release = useReleaseMessage();
  if (!may("contacts") || (message.state !== "SUPPRESSED" && message.state !== "HELD")) return null;
  const go = () => release.mutate(message.message_id, { onSuccess: () => toast(t("console.fate.released")), onError: (error) => void toast(refusal(error)) });
  return <Button kind="fix" size="small" icon="mail" busy={release.isPending} busyLabel={t("console.welcome.sending")} onPress={go}>{t("console.fate.release")}</Button>;
}
