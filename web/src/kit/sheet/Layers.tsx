/** What stands above the page, and what frames it. */
import { useState } from "react";
import { Button, Card, Dialog, DoorScene, SaveBar, Table, Tabs, TextField, toast } from "@/kit";
import type { TableColumn } from "@/kit";
import { Sample } from "./Sample";

interface Row { name: string; state: string }
const rows: Row[] = [{ name: "Tremblay, Noah", state: "No consent" }, { name: "Okafor, Ruby", state: "Access off" }];
const columns: TableColumn<Row>[] = [
  { key: "name", head: "Client", namesRow: true, sortable: true, cell: (row) => <b>{row.name}</b> },
  { key: "state", head: "Portal state", cell: (row) => row.state },
  { key: "fix", head: "", spoken: "Fix", cell: () => <Button kind="fix" size="small">Mend</Button> },
];

function Dialogs() {
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  return (
    <Sample name="Dialog and toast">
      <p>
        <Button onPress={() => setOpen(true)}>Open a dialog</Button>
        <Button onPress={() => toast("Consent recorded. Julie can join from 9:50 am.", { label: "Undo", act: () => undefined })}>Raise a toast</Button>
      </p>
      <Dialog title="Record consent" meta="For Noah Tremblay" size="small" isOpen={open} onClose={() => setOpen(false)} unsaved={typed !== ""} footer={<Button kind="primary" onPress={() => setOpen(false)}>Record</Button>}>
        <TextField label="Who heard it" value={typed} onChange={setTyped} />
      </Dialog>
    </Sample>
  );
}

export function Layers() {
  return (
    <>
      <Dialogs />
      <Sample name="Table">
        <Card title="Clients"><Table label="Clients" columns={columns} rows={rows} rowKey={(row) => row.name} rowName={(row) => row.name} onOpen={() => undefined} sort={{ column: "name", direction: "ascending" }} /></Card>
      </Sample>
      <Sample name="Tabs"><Tabs label="Chart" items={[{ key: "people", label: "People", content: <p>People</p> }, { key: "mail", label: "Mail", content: <p>Mail</p> }]} /></Sample>
      <Sample name="Save bar"><SaveBar changes={[{ name: "Invitation works for", from: "48 h", to: "1 week" }]} onSave={() => undefined} onDiscard={() => undefined} /></Sample>
      <Sample name="Save bar, trouble"><SaveBar trouble="1 error. Mails go out as before." changes={[{ name: "Body", from: "Default", to: "2 lines changed" }]} onSave={() => undefined} onDiscard={() => undefined} /></Sample>
      <Sample name="The door"><DoorScene state="closed" /><DoorScene state="ajar" /><DoorScene state="open" /></Sample>
    </>
  );
}
