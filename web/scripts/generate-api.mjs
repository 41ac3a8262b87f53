// From the services' OpenAPI documents to the types of the client: openapi/<service>.json → src/api/schema.<service>.ts;
// and to who holds which permission, over all of them: src/api/schema.roles.ts.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const holders = {};
for (const service of ["identity", "clinic", "notify", "video-gate"]) {
  const document = JSON.parse(readFileSync(new URL(`../openapi/${service}.json`, import.meta.url), "utf8"));
  const types = astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }));
  for (const [role, held] of Object.entries(document["x-roles"])) {
    for (const permission of held) if (!permission.startsWith("me:") && role !== "CLIENT") (holders[permission] ??= new Set()).add(role);
  }
  writeFileSync(new URL(`../src/api/schema.${service}.ts`, import.meta.url), `// Made by npm run api. Don't edit.\n${types}`);
}

const listed = Object.fromEntries(Object.keys(holders).sort().map((permission) => [permission, [...holders[permission]].sort()]));
const roles = `import type { Role } from "./types";
const listed = ${JSON.stringify(listed, null, 2)} as const;
export type Permission = keyof typeof listed;
export const holders: Record<Permission, readonly Role[]> = listed;
`;
writeFileSync(new URL("../src/api/schema.roles.ts", import.meta.url), `// Made by npm run api. Don't edit.\n${roles}`);
