/** A text of the practice in the reader's language, where it has one; else as it was written. */
import type { Text } from "@/api/types";
import { useLanguage } from "./words";

type Written = Pick<Text, "version" | "title" | "body">;

export function useInLanguage<T extends Written>(text: T & Partial<Pick<Text, "french">>): T {
  const french = useLanguage() === "fr" ? text.french : null;
  return french ? { ...text, ...french } : text;
}
