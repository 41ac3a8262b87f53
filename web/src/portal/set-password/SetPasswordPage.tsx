/** The link of a welcome email. */
import { LinkPage } from "../link/LinkPage";

export function SetPasswordPage() {
  return <LinkPage />;
}
