/** What one page hands to the next without putting it in the address. */
import "@tanstack/react-router";

declare module "@tanstack/react-router" {
  interface HistoryState {
    /** Filled into the sign-in and forgot-password forms. */
    email?: string;
    /** A password was just chosen. */
    passwordSaved?: boolean;
  }
}
