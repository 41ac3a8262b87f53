// Glues French signs to the word before them (no-break spaces), in every catalogue: `npm run french`.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../src/words/fr/", import.meta.url);
const NO_BREAK = "\u00a0";

const glued = (text) =>
  text.replace(/ ([:?!;»])/g, `${NO_BREAK}$1`).replace(/« /g, `«${NO_BREAK}`).replace(/(\d) h\b/g, `$1${NO_BREAK}h`);

for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const file = new URL(name, folder);
  const words = JSON.parse(readFileSync(file, "utf8"));
  const mended = Object.fromEntries(Object.entries(words).map(([id, text]) => [id, glued(text)]));
  writeFileSync(file, `${JSON.stringify(mended, null, 2)}\n`);
}
