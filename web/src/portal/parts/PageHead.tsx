/** The headline of a portal page and the sentence under it; names the document too. */
import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { practiceQuery } from "@/api/practice";
import { useTitle } from "@/app/surface";
import "./parts.css";

interface PageHeadProps { title: string; children?: ReactNode; /** Replaces another headline on the same page: read out. */ live?: boolean }

export function PageHead({ title, children, live }: PageHeadProps) {
  const { data: practice } = useSuspenseQuery(practiceQuery);
  useTitle(title, practice.name);
  return (
    <div className="p-head" aria-live={live ? "polite" : undefined}>
      <h1>{title}</h1>
      {children && <p>{children}</p>}
    </div>
  );
}
