/** Answers a call: a short text that its caller reads where they wait. */
import { useState } from "react";
import { useAnswerCall } from "@/api/calls";
import type { Call } from "@/api/types";
import { Button, Dialog, Note, TextField, toast } from "@/kit";
import { useVocabulary } from "../speech/vocabulary";

const MOST = 280;

export function AnswerDialog({ call, onClose }: { call: Call; onClose: () => void }) {
  const { t, refusal } = useVocabulary();
  const [text, setText] = useState("");
  const answer = useAnswerCall(call.call_id);
  const send = () => answer.mutate(text.trim(), { onSuccess: () => { toast(t("console.calls.answered", { name: call.name })); onClose(); } });
  return (
    <Dialog
      size="small" isOpen onClose={onClose} title={t("console.calls.answerTo", { name: call.name })} meta={call.said || undefined} unsaved={text !== ""}
      footer={<>
        <Button onPress={onClose}>{t("console.act.cancel")}</Button>
        <Button kind="primary" busy={answer.isPending} isDisabled={!text.trim()} onPress={send}>{t("console.calls.send")}</Button>
      </>}
    >
      <div className="c-form">
        <TextField long autoFocus label={t("console.calls.text")} help={t("console.calls.textHelp")} maxLength={MOST} value={text} onChange={setText} />
        {answer.isError && <Note tone="block">{refusal(answer.error)}</Note>}
      </div>
    </Dialog>
  );
}
