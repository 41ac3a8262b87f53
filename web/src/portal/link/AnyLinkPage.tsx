/** /link: a link whose address doesn't say what it is for; the service does. */
import { LinkPage } from "./LinkPage";

export function AnyLinkPage() {
  return <LinkPage />;
}
