/** What stopped a form, above its fields; read out when it appears. */
import type { ReactNode } from "react";
import { Banner } from "@/kit";

export function Trouble({ children }: { children: ReactNode }) {
  return children ? <Banner tone="block" icon="warning" role="alert">{children}</Banner> : null;
}
