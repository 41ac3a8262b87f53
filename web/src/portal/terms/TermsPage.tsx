/** The practice's terms, as whoever signs in agrees to them. */
import { useQuery } from "@tanstack/react-query";
import { termsQuery } from "@/api/practice";
import type { Text } from "@/api/types";
import { useInLanguage } from "@/app/in-language";
import { useWords } from "@/app/words";
import { ErrorState, PortalShell, Skeleton } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { LongText } from "../parts/LongText";
import { PageHead } from "../parts/PageHead";

function Terms({ text }: { text: Text }) {
  const t = useWords();
  const said = useInLanguage(text);
  return (
    <>
      <PageHead title={said.title}>{t("portal.terms.version", { version: said.version })}</PageHead>
      <LongText body={said.body} />
      <HelpStrip mood="questions" />
    </>
  );
}

export function TermsPage() {
  const terms = useQuery(termsQuery);
  return (
    <PortalShell loading={terms.isPending}>
      {terms.isPending && <Skeleton lines={10} />}
      {terms.isError && !terms.data && <ErrorState error={terms.error} at={terms.errorUpdatedAt} again={() => void terms.refetch()} />}
      {terms.data && <Terms text={terms.data} />}
    </PortalShell>
  );
}
