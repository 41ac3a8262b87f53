/** The link of a password reset. */
import { LinkPage } from "../link/LinkPage";

export function ResetPasswordPage() {
  return <LinkPage />;
}
