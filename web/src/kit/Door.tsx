/** The door, drawn large: only at sign-in, "not yet" and waiting. Its state is the access state. */
import "./door.css";

/** The mark of the house: a door ajar on a painted wall. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg className="k-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" className="k-paint-wall" />
      <path className="k-paint-light" d="M12 6h10v20H12z" />
      <path className="k-paint-light" opacity=".55" d="M12 26h10l4 6H14z" />
      <path className="k-paint-leaf" d="m12 6 5.500 2.400v20.800L12 26z" />
      <circle className="k-paint-wall" cx="16" cy="17.600" r=".9" />
    </svg>
  );
}

/** The open doorway beside a form, filling its half of the page. */
export function Doorway() {
  return (
    <svg className="k-doorway" viewBox="0 0 720 900" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
      <path className="k-paint-wall" d="M0 0h720v900H0z" />
      <path className="k-paint-skirt" d="M0 666h720v24H0z" />
      <path className="k-paint-floor" d="M0 690h720v210H0z" />
      <path className="k-paint-light" d="M316 690h180l152 210H174z" />
      <path className="k-paint-lit" d="M316 212h180v478H316z" />
      <g className="k-paint-light">
        <path d="m354 468 13-50h26l13 50zM377 468h6v222h-6z" />
        <path opacity=".72" d="M412 690v-96c0-13 9-22 22-22h62v118z" />
        <path opacity=".92" d="M398 618h98v28h-98z" />
      </g>
      <path className="k-paint-frame" strokeWidth="9" d="M306 690V202h200v488" />
      <path className="k-paint-leaf" d="m311 208-117-31v594l117-82z" />
      <path className="k-paint-lines" strokeWidth="3" d="m291 247-75-19v190l75-3zm0 205-75 7v236l75-47z" />
      <circle className="k-paint-wall" cx="205" cy="470" r="6" />
    </svg>
  );
}

/** A strip of wall with a door in it: closed (not yet), ajar (waiting), open (come in). */
export function DoorScene({ state }: { state: "closed" | "ajar" | "open" }) {
  return (
    <svg className="k-scene" viewBox="0 12 460 162" aria-hidden="true">
      <path className="k-paint-wall" d="M0 0h460v180H0z" />
      <path className="k-paint-skirt" d="M0 138h460v8H0z" />
      <path className="k-paint-floor" d="M0 146h460v34H0z" />
      {state !== "closed" && <path className="k-paint-lit" d="M195 33h70v113h-70z" />}
      {state === "closed" && (
        <>
          <path className="k-paint-light" d="M193 146h74l9 7h-92z" />
          <path className="k-paint-leaf" d="M195 33h70v113h-70z" />
          <path className="k-paint-lines" strokeWidth="2" d="M206 45h48v38h-48zm0 49h48v40h-48z" />
          <circle className="k-paint-wall" cx="259" cy="91" r="2.400" />
        </>
      )}
      {state === "ajar" && (
        <>
          <path className="k-paint-light" d="M227 146h38l34 34h-60z" />
          <path className="k-paint-leaf" d="m195 33 35 10v119l-35-16z" />
          <path className="k-paint-lines" strokeWidth="2" d="m202 47 21 6v42l-21-2zm0 57 21 2v41l-21-9z" />
          <circle className="k-paint-wall" cx="225.500" cy="101" r="2.200" />
        </>
      )}
      {state === "open" && (
        <>
          <path className="k-paint-light" d="M195 146h70l34 34H161z" />
          <path className="k-paint-leaf" d="m195 33-30-9v140l30-18z" />
          <path className="k-paint-lines" strokeWidth="2" d="m189 45-18-5v49l18-1zm0 55-18 2v45l18-11z" />
          <circle className="k-paint-wall" cx="169" cy="98" r="2.200" />
        </>
      )}
      <path className="k-paint-frame" strokeWidth="4" d="M193 146V31h74v115" />
    </svg>
  );
}
