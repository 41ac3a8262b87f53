/** The consent text and the answer to it: agree, or take an agreement back. */
import { useAnswerConsent } from "@/api/people";
import type { MyPerson, Text } from "@/api/types";
import { useInLanguage } from "@/app/in-language";
import { useWords } from "@/app/words";
import { Banner, Button, Dialog } from "@/kit";
import { LongText } from "../parts/LongText";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

export function ConsentDialog({ person, text: given, onClose }: { person: MyPerson; text: Text; onClose: () => void }) {
  const t = useWords();
  const text = useInLanguage(given);
  const answer = useAnswerConsent();
  const granted = person.consent.state === "GRANTED";
  const ids = { clientId: person.client_id, contactId: person.contact_id };
  const give = () => answer.mutate({ ...ids, give: true, textVersion: text.version }, { onSuccess: onClose });
  const takeBack = () => answer.mutate({ ...ids, give: false }, { onSuccess: onClose });
  const footer = (
    <>
      <Button onPress={onClose}>{granted ? t("portal.agreed.keep") : t("portal.notNow")}</Button>
      {granted
        ? <Button kind="danger" busy={answer.isPending} onPress={takeBack}>{t("portal.agreed.takeBack")}</Button>
        : <Button kind="primary" busy={answer.isPending} onPress={give}>{t("portal.agreed.agree")}</Button>}
    </>
  );
  return (
    <Dialog reading title={text.title} meta={t("portal.agreed.for", { name: `${person.given_name} ${person.family_name}` })} size="small" isOpen onClose={onClose} footer={footer}>
      <div className="p-form">
        <LongText body={text.body} />
        {granted && <Banner tone="warn">{t("portal.agreed.takeBackMeans")}</Banner>}
        <Trouble>{answer.error && troubleText(answer.error)}</Trouble>
      </div>
    </Dialog>
  );
}
