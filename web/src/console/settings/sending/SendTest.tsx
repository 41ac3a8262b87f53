/** A welcome email to oneself, from the sender that is saved. */
import { useQuery } from "@tanstack/react-query";
import { templateQuery, templatesQuery, useSendTest } from "@/api/templates";
import { Button, Note } from "@/kit";
import { Section } from "../../frame/Section";
import { useVocabulary } from "../../speech/vocabulary";

export function SendTest({ unsaved }: { unsaved: boolean }) {
  const { t, refusal } = useVocabulary();
  const name = { kind: "INVITATION" as const, language: useQuery(templatesQuery).data?.language ?? "en" };
  const words = useQuery(templateQuery(name)).data?.words;
  const test = useSendTest(name);
  return (
    <Section title={t("console.sending.test")} text={t("console.sending.testText")}>
      <div className="c-sending-acts" aria-live="polite">
        <Button icon="mail" busy={test.isPending} busyLabel={t("console.welcome.sending")} onPress={() => words && test.mutate(words)}>{t("console.sending.testSend")}</Button>
        {test.isError ? <Note tone="block">{refusal(test.error)}</Note>
          : test.data ? <Note tone="ok">{t("console.sending.testSent", { address: test.data.to_address })}</Note>
            : unsaved && <Note>{t("console.sending.testSaved")}</Note>}
      </div>
    </Section>
  );
}
