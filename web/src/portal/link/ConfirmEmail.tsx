/** The link mailed to a new address: used as soon as its holder types the password they have. */
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { isProblem } from "@/api/problem";
import { useRedeem } from "@/api/links";
import type { LinkInspection } from "@/api/types";
import { moment } from "@/app/when";
import { Words } from "@/app/Words";
import { useWords } from "@/app/words";
import { Button, PasswordField, PortalShell } from "@/kit";
import { HelpStrip } from "../parts/HelpStrip";
import { PageHead } from "../parts/PageHead";
import { Trouble } from "../parts/Trouble";
import { troubleText } from "../parts/trouble";
import { goneByRefusal } from "./gone";
import type { Gone } from "./LinkGone";

interface ConfirmEmailProps { token: string; link: LinkInspection; onGone: (gone: Gone) => void }

function useConfirming({ token, onGone }: ConfirmEmailProps) {
  const navigate = useNavigate();
  const redeem = useRedeem();
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const refused = (error: unknown) => {
    const gone = goneByRefusal(error);
    if (gone) onGone(gone);
    else input.current?.select();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!password) return input.current?.focus();
    redeem.mutate({ token, password }, { onSuccess: ({ email }) => void navigate({ to: "/sign-in", replace: true, state: { email } }), onError: refused });
  };
  return { redeem, password, setPassword, asked, input, submit };
}

export function ConfirmEmail(props: ConfirmEmailProps) {
  const t = useWords();
  const { link } = props;
  const { redeem, password, setPassword, asked, input, submit } = useConfirming(props);
  const wrong = isProblem(redeem.error, "CURRENT_PASSWORD_WRONG");
  const other = redeem.error && !wrong && !goneByRefusal(redeem.error) ? redeem.error : null;
  return (
    <PortalShell doorway>
      <PageHead title={t("portal.email.confirm")}>
        <Words id="portal.email.confirmLead" values={{ email: link.email ?? "", ...moment(link.expire_time) }} parts={{ b: <b /> }} />
      </PageHead>
      <form className="p-form" onSubmit={submit} noValidate>
        <Trouble>{other && troubleText(other)}</Trouble>
        <PasswordField
          label={t("portal.password.current")} purpose="current" value={password} onChange={setPassword} inputRef={input}
          error={wrong ? t("portal.password.currentWrong") : asked && !password ? t("portal.password.missing") : undefined}
        />
        <Button kind="primary" wide type="submit" busy={redeem.isPending}>{t("portal.email.confirmAct")}</Button>
      </form>
      <HelpStrip />
    </PortalShell>
  );
}
