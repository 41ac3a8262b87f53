/** The time, told again every few seconds while the page is in sight. */
import { useEffect, useState } from "react";

export function useNow(everySeconds = 5): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const tick = () => document.visibilityState === "visible" && setNow(new Date());
    const timer = setInterval(tick, everySeconds * 1000);
    document.addEventListener("visibilitychange", tick);
    return () => { clearInterval(timer); document.removeEventListener("visibilitychange", tick); };
  }, [everySeconds]);
  return now;
}
