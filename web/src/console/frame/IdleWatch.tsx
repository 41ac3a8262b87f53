/** Signs staff out of a console that nobody touches: the open page's own questions would keep it signed in for ever. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { meQuery, useSignOut } from "@/api/signing-in";

const LOOK = 15_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;
/** Shared by the tabs: somebody works in one of them. */
const TOUCHED = "anteroom.touched";

export function IdleWatch() {
  const minutes = useQuery(meQuery).data?.idle_minutes;
  const go = useNavigate();
  const { mutate: signOut } = useSignOut();
  const kept = useRef(0);
  useEffect(() => {
    if (!minutes) return;
    const touch = () => {
      if (Date.now() - kept.current < LOOK) return;
      kept.current = Date.now();
      localStorage.setItem(TOUCHED, String(kept.current));
    };
    touch();
    const look = () => {
      if (Date.now() - Number(localStorage.getItem(TOUCHED) ?? kept.current) < minutes * 60_000) return;
      signOut(undefined, { onSettled: () => void go({ to: "/sign-in", search: { next: window.location.pathname } }) });
    };
    TOUCHES.forEach((name) => addEventListener(name, touch, { passive: true }));
    const timer = setInterval(look, LOOK);
    return () => { TOUCHES.forEach((name) => removeEventListener(name, touch)); clearInterval(timer); };
  }, [minutes, go, signOut]);
  return null;
}
