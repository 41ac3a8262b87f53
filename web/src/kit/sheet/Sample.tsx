/** One component's place on the sheet. */
import type { ReactNode } from "react";

export function Sample({ name, children }: { name: string; children: ReactNode }) {
  return <div className="k-sample"><h2>{name}</h2><div>{children}</div></div>;
}
