/** What is pressed and filled in. */
import { useState } from "react";
import { Button, Checkbox, Choices, differsAt, IconButton, LinkOut, Menu, Note, PasswordField, Search, Select, Switch, TextButton, TextField } from "@/kit";
import type { ButtonKind } from "@/kit";
import { Sample } from "./Sample";

const kinds: ButtonKind[] = ["primary", "fix", "secondary", "quiet", "danger"];

function Buttons() {
  return (
    <Sample name="Button: rest, small, with a sign, busy">
      {kinds.map((kind) => (
        <p key={kind}>
          <Button kind={kind}>Record consent</Button>
          <Button kind={kind} size="small">Record consent</Button>
          <Button kind={kind} icon="mail">Send</Button>
          <Button kind={kind} busy>Record consent</Button>
        </p>
      ))}
      <p><IconButton icon="cross" label="Close" /><TextButton>Undo</TextButton><LinkOut href="/" icon="phone">A link</LinkOut></p>
      <Menu label="More" entries={[{ key: "a", label: "Edit", icon: "pen", onAction: () => undefined }, { key: "b", label: "Lock", icon: "lock", danger: true, onAction: () => undefined }]}>
        <Button icon="more" size="small">Menu</Button>
      </Menu>
    </Sample>
  );
}

function Switches() {
  const [on, setOn] = useState(true);
  return (
    <Sample name="Switch: on or off, saving, not yours">
      <Switch label="Online portal access" help="On since 12 November, by Priya" isOn={on} onChange={setOn} />
      <Switch label="Email notifications" isOn saving />
      <Switch label="Welcome new clients by mail" isOn={false} notYours="An admin can change this." />
    </Sample>
  );
}

function Passwords() {
  const [first, setFirst] = useState("harbour-toast-82-lemon");
  const [second, setSecond] = useState("harbour-toast-82-lemn");
  const place = differsAt(first, second);
  return (
    <>
      <PasswordField label="Password" purpose="new" value={first} onChange={setFirst} />
      <PasswordField label="Confirm" purpose="new" value={second} onChange={setSecond} error={place ? `Differs from the first at character ${place}.` : undefined} />
    </>
  );
}

function Fields() {
  const [hours, setHours] = useState<"24" | "48" | "168">("48");
  const [door, setDoor] = useState<string>("plum");
  const [query, setQuery] = useState("");
  return (
    <Sample name="Fields">
      <TextField label="Practice phone" defaultValue="416-555-0100" help="Shown wherever somebody can be stuck." />
      <TextField label="Note" optional long defaultValue="" />
      <Passwords />
      <Select label="Door colour" options={["plum", "juniper", "oxblood"].map((value) => ({ value, label: value }))} value={door} onChange={setDoor} />
      <Choices label="Invitation works for" value={hours} onChange={setHours} choices={[{ value: "24", label: "24 h" }, { value: "48", label: "48 h", help: "usual" }, { value: "168", label: "1 week" }]} />
      <Checkbox label="I agree to the terms" help="3 minutes to read" />
      <Checkbox label="Everyone" isIndeterminate /><Checkbox label="Ticked" defaultSelected /><Checkbox label="Missing" isInvalid />
      <Search label="Search people" placeholder="Name, email or phone" value={query} onChange={setQuery} />
      <Note>A few words in a row are fine.</Note><Note tone="ok">12 characters or more.</Note><Note tone="warn">Shared with Grace.</Note><Note tone="block">Bounced.</Note>
    </Sample>
  );
}

export function Controls() {
  return <><Buttons /><Switches /><Fields /></>;
}
