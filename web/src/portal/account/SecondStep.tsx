/** The second step of the own sign-in: apps and passkeys, recovery codes. Each change asks for the password. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { secondFactorsQuery, useMeChanged, useRemoveFactor, useRenewRecoveryCodes } from "@/api/second-step";
import type { SecondFactor } from "@/api/types";
import { hasPasskeys } from "@/app/passkeys";
import { date, moment } from "@/app/when";
import { useWords } from "@/app/words";
import { Button, Dialog, ErrorState, Icon, Note, Skeleton, toast } from "@/kit";
import { AddFactor } from "../second-step/AddFactor";
import type { FactorKind } from "../second-step/AddFactor";
import { NameAndPassword } from "../second-step/NameAndPassword";
import { RecoveryCodes } from "../second-step/RecoveryCodes";
import "../second-step/second-step.css";

type Doing = { what: "add"; kind: FactorKind } | { what: "remove"; factor: SecondFactor; last: boolean } | { what: "codes" };
interface Acting { doing: Doing | null; start: (doing: Doing) => void }

function Factor({ factor, onRemove }: { factor: SecondFactor; onRemove: () => void }) {
  const t = useWords();
  const added = t("portal.factor.since", { start: date(factor.add_time) });
  const used = factor.last_used_time ? t("portal.factor.used", moment(factor.last_used_time)) : t("portal.factor.unused");
  return (
    <li>
      <Icon name={factor.kind === "APP" ? "mobile" : "key"} size={20} />
      <span className="p-grow">{factor.name}<small>{t(factor.kind === "APP" ? "portal.factor.app" : "portal.factor.passkey")} · {added} · {used}</small></span>
      <Button size="small" aria-label={t("portal.factor.removeNamed", { name: factor.name })} onPress={onRemove}>{t("portal.factor.remove")}</Button>
    </li>
  );
}

function Recovery({ left, onRenew }: { left: number; onRenew: () => void }) {
  const t = useWords();
  return (
    <li>
      <Icon name="document" size={20} />
      <span className="p-grow">{t("portal.recovery.title")}<small>{t("portal.recovery.left", { count: left })}</small></span>
      <Button size="small" onPress={onRenew}>{t("portal.recovery.renew")}</Button>
    </li>
  );
}

function Removing({ factor, last, onDone, onCancel }: { factor: SecondFactor; last: boolean; onDone: () => void; onCancel: () => void }) {
  const t = useWords();
  const remove = useRemoveFactor();
  const done = () => { toast(t("portal.factor.removed", { name: factor.name })); onDone(); };
  return (
    <NameAndPassword askPassword kind="danger" act={t("portal.factor.remove")} busy={remove.isPending} error={remove.error} onCancel={onCancel} onSubmit={({ current_password }) => remove.mutate({ factorId: factor.factor_id, current_password }, { onSuccess: done })}>
      <p className="p-line">{t(last ? "portal.factor.removeLast" : "portal.factor.removeText")}</p>
    </NameAndPassword>
  );
}

function Renewing({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const t = useWords();
  const renew = useRenewRecoveryCodes();
  if (renew.data) return <RecoveryCodes codes={renew.data.recovery_codes} onKept={onDone} />;
  return (
    <NameAndPassword askPassword act={t("portal.recovery.renew")} busy={renew.isPending} error={renew.error} onCancel={onCancel} onSubmit={({ current_password }) => renew.mutate({ current_password })}>
      <p className="p-line">{t("portal.recovery.renewText")}</p>
    </NameAndPassword>
  );
}

function Doings({ doing, onClose }: { doing: Doing; onClose: () => void }) {
  const t = useWords();
  const meChanged = useMeChanged();
  const end = () => { void meChanged(); onClose(); };
  const titles = { add: doing.what === "add" && doing.kind === "PASSKEY" ? t("portal.setUp.passkey") : t("portal.setUp.app"), remove: t("portal.factor.removeNamed", { name: doing.what === "remove" ? doing.factor.name : "" }), codes: t("portal.recovery.title") };
  return (
    <Dialog size="small" isOpen onClose={end} title={titles[doing.what]}>
      {doing.what === "add" && <AddFactor kind={doing.kind} askPassword onDone={() => { toast(t("portal.factor.added")); end(); }} onCancel={end} />}
      {doing.what === "remove" && <Removing factor={doing.factor} last={doing.last} onDone={end} onCancel={end} />}
      {doing.what === "codes" && <Renewing onDone={end} onCancel={end} />}
    </Dialog>
  );
}

function Listed({ start }: Pick<Acting, "start">) {
  const t = useWords();
  const mine = useQuery(secondFactorsQuery);
  if (mine.isError && !mine.data) return <ErrorState error={mine.error} at={mine.errorUpdatedAt} again={() => void mine.refetch()} />;
  if (!mine.data) return <Skeleton lines={2} />;
  const factors = mine.data.second_factors;
  return (
    <>
      {factors.length === 0 && <p className="p-line">{t("portal.factor.none")}</p>}
      {factors.length > 0 && (
        <ul className="p-list p-factors">
          {factors.map((one) => <Factor key={one.factor_id} factor={one} onRemove={() => start({ what: "remove", factor: one, last: factors.length === 1 })} />)}
          <Recovery left={mine.data.recovery_codes_left} onRenew={() => start({ what: "codes" })} />
        </ul>
      )}
      {mine.data.demanded && <Note>{t("portal.factor.demanded")}</Note>}
    </>
  );
}

export function SecondStep() {
  const t = useWords();
  const [doing, start] = useState<Doing | null>(null);
  return (
    <section className="p-card is-tight" aria-labelledby="second-step">
      <h2 id="second-step">{t("portal.factor.title")}</h2>
      <Listed start={start} />
      <div className="p-acts">
        <Button wide icon="mobile" onPress={() => start({ what: "add", kind: "APP" })}>{t("portal.setUp.app")}</Button>
        {hasPasskeys && <Button wide icon="key" onPress={() => start({ what: "add", kind: "PASSKEY" })}>{t("portal.setUp.passkey")}</Button>}
      </div>
      {doing && <Doings doing={doing} onClose={() => start(null)} />}
    </section>
  );
}
