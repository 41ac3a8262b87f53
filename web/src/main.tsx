/** Where the browser starts: language, door colour, router. */
import "@/kit/tokens.css";
import "@/kit/base.css";
import "@/app/history-state";
import { i18n } from "@lingui/core";
import { I18nProvider as Speech } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { I18nProvider } from "react-aria-components";
import { createRoot } from "react-dom/client";
import { queries, router } from "@/app/router";
import { paintKnownDoor } from "@/app/surface";
import { speak, startingLanguage, useLanguage } from "@/app/words";

function App() {
  const spoken = useLanguage();
  return (
    <I18nProvider locale={spoken === "fr" ? "fr-CA" : "en-CA"}>
      <RouterProvider router={router} />
    </I18nProvider>
  );
}

paintKnownDoor();
await speak(startingLanguage(), false);
createRoot(document.getElementById("app")!).render(
  <StrictMode>
    <Speech i18n={i18n}>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </Speech>
  </StrictMode>,
);
