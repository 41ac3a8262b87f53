/** The kit. Import from here: `import { Button, Dialog } from "@/kit"`; every state of each stands on /kit. */
export { Avatar, initials } from "./Avatar"; // two initials on a colour that stays with the name
export { Button, ButtonLink, IconButton, LinkOut, TextButton } from "./Button"; // kind primary|fix|secondary|quiet|danger, size small|normal|large, wide, icon, busy; ButtonLink to="/…"
export type { ButtonKind, ButtonProps } from "./Button";
export { Banner, Card } from "./Card"; // a raised sheet with a head; one coloured fact
export { Checkbox } from "./Checkbox"; // a tick with label and help
export { Chip, Count, Tag } from "./Chip"; // glyph + word + colour; a number that waits; a quiet label
export type { Tone } from "./Chip";
export { Choices } from "./Choices"; // one of a few, all in sight (radio cards)
export { ConsolePage, ConsoleShell, WhoLabel } from "./ConsoleShell"; // nav + room + bottom bar; title bar + main
export type { NavGroup, NavItem } from "./ConsoleShell";
export { Dialog } from "./Dialog"; // isOpen/onClose, size small|medium|large, acts, bar (tabs), footer, unsaved, alert
export type { DialogProps } from "./Dialog";
export { Doorway, DoorScene, Mark } from "./Door"; // the motif: beside forms, in a strip, as a mark
export { Empty, ErrorState } from "./Empty"; // nothing to show + next step; what failed, when, Try again
export { Finding, Findings, Verdict } from "./Finding"; // the access report's lines and its answer
export type { FindingState } from "./Finding";
export { Icon } from "./Icon"; // own drawings; names in Icon.tsx
export type { IconName } from "./Icon";
export { Menu } from "./Menu"; // acts behind one button
export type { MenuEntry } from "./Menu";
export { Note } from "./Note"; // one line beside a field
export type { NoteTone } from "./Note";
export { differsAt } from "./differs-at"; // where a second writing departs from the first, 1-based; 0 while it doesn't
export { PasswordField } from "./PasswordField"; // purpose current|new; show/hide
export { PortalShell } from "./PortalShell"; // the portal's frame, with or without the doorway beside it
export { PortalState, portalStates } from "./PortalState"; // the door states; portalStates has tone, icon and word of each
export { Progress } from "./Progress"; // done of total
export { SaveBar } from "./SaveBar"; // unsaved: old → new, Save, Discard, trouble
export type { UnsavedChange } from "./SaveBar";
export { Search } from "./Search"; // `/` focuses it
export { Select } from "./Select"; // one of several, folded away
export { Skeleton } from "./Skeleton"; // after 300 ms
export { Switch } from "./Switch"; // label, help, saving, notYours
export { Table } from "./Table"; // columns, rows, onOpen, sort; rows are cards under 768 px (style .k-cell.is-<key>)
export type { TableColumn } from "./Table";
export { TabLinks, Tabs } from "./Tabs"; // panels; or navigation that looks like tabs
export { TextField } from "./TextField"; // label, help, error, aside, optional, long, end
export { Timeline } from "./Timeline"; // newest first
export type { TimelineItem } from "./Timeline";
export { toast, Toasts } from "./Toast"; // toast(text, {label, act}); Toasts stands in the shells
export { WayIn } from "./WayIn"; // the five gates
export type { GateName, GateState } from "./WayIn";
