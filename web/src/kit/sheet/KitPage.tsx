/** The sheet of all components, both themes side by side. For those who build; its sample words aren't translated. */
import { useEffect } from "react";
import { useTitle } from "@/app/surface";
import { Mark, Toasts } from "@/kit";
import { Controls } from "./Controls";
import { Facts } from "./Facts";
import { Layers } from "./Layers";
import "./sheet.css";

/** The light half must stay light on a dark system. */
function useLight() {
  useEffect(() => {
    document.documentElement.dataset.theme = "light";
    return () => { delete document.documentElement.dataset.theme; };
  }, []);
}

export function KitPage() {
  useTitle("Components");
  useLight();
  return (
    <>
      <header className="k-sheet-head"><Mark size={30} /><h1>Components</h1><p className="k-muted">every state, both themes</p></header>
      <main className="k-sheet">
        {(["light", "dark"] as const).map((theme) => (
          <section key={theme} className="k-sheet-half" data-theme={theme} aria-label={theme}>
            <Controls />
            <Facts />
            <Layers />
          </section>
        ))}
      </main>
      <Toasts />
    </>
  );
}
