/** Where the dialogs that any page may open stand, each loaded when first asked for. */
import { Suspense, lazy, useCallback, useState } from "react";
import type { ComponentType, ReactNode } from "react";
import { ActContext } from "./acts";
import type { Act } from "./acts";

const fetches: (() => Promise<unknown>)[] = [];

/** A dialog loaded when first asked for, or before, by `fetchDialogs`. */
function later<Name extends string, Props>(fetch: () => Promise<Record<Name, ComponentType<Props>>>, name: Name) {
  fetches.push(fetch);
  return lazy(async () => ({ default: (await fetch())[name] }));
}

/** Called where a dialog is likely to be wanted soon, so that pressing its button opens it at once. */
export function fetchDialogs(): void {
  for (const fetch of fetches) void fetch();
}

const WelcomeDialog = later(() => import("../clients/chart/welcome/WelcomeDialog"), "WelcomeDialog");
const ConsentDialog = later(() => import("../clients/chart/people/ConsentDialog"), "ConsentDialog");
const WithdrawDialog = later(() => import("../clients/chart/people/WithdrawDialog"), "WithdrawDialog");
const DetailsDialog = later(() => import("../clients/chart/people/DetailsDialog"), "DetailsDialog");
const RelationshipDialog = later(() => import("../clients/chart/people/RelationshipDialog"), "RelationshipDialog");
const CodeDialog = later(() => import("../codes/CodeDialog"), "CodeDialog");
const AddPersonDialog = later(() => import("../clients/chart/people/AddPersonDialog"), "AddPersonDialog");
const MergeDialog = later(() => import("../clients/chart/merge/MergeDialog"), "MergeDialog");
const AddClientDialog = later(() => import("../clients/AddClientDialog"), "AddClientDialog");
const BookDialog = later(() => import("../sessions/BookDialog"), "BookDialog");
const InviteStaffDialog = later(() => import("../users/InviteStaffDialog"), "InviteStaffDialog");

function Shown({ act, onClose }: { act: Act; onClose: () => void }) {
  switch (act.kind) {
    case "welcome": return <WelcomeDialog clientId={act.clientId} chosen={act.contactIds} onClose={onClose} />;
    case "consent": return <ConsentDialog clientId={act.clientId} contactId={act.contactId} onClose={onClose} />;
    case "withdraw": return <WithdrawDialog clientId={act.clientId} contactId={act.contactId} onClose={onClose} />;
    case "details": return <DetailsDialog clientId={act.clientId} contactId={act.contactId} onClose={onClose} />;
    case "relationship": return <RelationshipDialog clientId={act.clientId} contactId={act.contactId} onClose={onClose} />;
    case "code": return <CodeDialog accountId={act.accountId} name={act.name} about={act.about} onClose={onClose} />;
    case "person": return <AddPersonDialog clientId={act.clientId} onClose={onClose} />;
    case "merge": return <MergeDialog clientId={act.clientId} otherId={act.otherId} onClose={onClose} />;
    case "client": return <AddClientDialog onClose={onClose} />;
    case "book": return <BookDialog clientId={act.clientId} onClose={onClose} />;
    case "staff": return <InviteStaffDialog onClose={onClose} />;
  }
}

export function Acts({ children }: { children: ReactNode }) {
  const [act, setAct] = useState<Act | null>(null);
  const ask = useCallback((next: Act) => setAct(next), []);
  return (
    <ActContext value={ask}>
      {children}
      <Suspense>{act && <Shown act={act} onClose={() => setAct(null)} />}</Suspense>
    </ActContext>
  );
}
