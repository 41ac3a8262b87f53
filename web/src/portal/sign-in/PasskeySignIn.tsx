/** Sign in with a passkey: by its button, or taken from what the browser offers where the address is typed. */
import { useEffect, useRef } from "react";
import { isProblem } from "@/api/problem";
import { useSignInWithPasskey } from "@/api/second-step";
import { fillsInPasskeys, hasPasskeys, NoPasskey } from "@/app/passkeys";
import { useWords } from "@/app/words";
import { Button } from "@/kit";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";

/** Offered quietly: who doesn't take it sees nothing of it, and nothing of what becomes of it. */
function useOffer(signIn: ReturnType<typeof useSignInWithPasskey>["mutate"], onDone: () => void) {
  const offer = useRef<AbortController | null>(null);
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    const mine = new AbortController();
    offer.current = mine;
    void fillsInPasskeys().then((can) => {
      if (can && !mine.signal.aborted) signIn({ mediation: "conditional", signal: mine.signal }, { onSuccess: () => done.current() });
    });
    return () => mine.abort();
  }, [signIn]);
  return () => offer.current?.abort();
}

export function PasskeySignIn({ onDone }: { onDone: () => void }) {
  const t = useWords();
  const quiet = useSignInWithPasskey();
  const asked = useSignInWithPasskey();
  const withdraw = useOffer(quiet.mutate, onDone);
  if (!hasPasskeys) return null;
  // Two requests at once are refused by the browser: the offer gives way to the button.
  const press = () => { withdraw(); asked.mutate({}, { onSuccess: onDone }); };
  const error = asked.error;
  const trouble = error && (error instanceof NoPasskey ? t("portal.signIn.passkey.none") : isProblem(error, "PASSKEY_REFUSED") ? t("portal.signIn.passkey.refused") : troubleText(error));
  return (
    <div className="p-acts">
      <Trouble>{trouble}</Trouble>
      <Button kind="secondary" wide icon="key" busy={asked.isPending} busyLabel={t("portal.signIn.passkey.busy")} onPress={press}>{t("portal.signIn.passkey.act")}</Button>
    </div>
  );
}
