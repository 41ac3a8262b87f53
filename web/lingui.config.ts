import { formatter } from "@lingui/format-json";
import { defineConfig } from "@lingui/cli";

// One catalogue per area, so that a portal page never loads the console's words.
// The ids are written by hand in src/words/<locale>/<area>.json; nothing extracts or merges them.
const area = (name: string) => ({ path: `<rootDir>/src/words/{locale}/${name}`, include: [`<rootDir>/src/${name}`] });

export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "fr"],
  format: formatter({ style: "minimal" }),
  catalogs: [area("kit"), area("portal"), area("console"), area("help")],
});
