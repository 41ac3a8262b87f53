// From the services' OpenAPI documents to the types of the client: openapi/<service>.json → src/api/schema.<service>.ts.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

for (const service of ["identity", "clinic", "notify", "video-gate"]) {
  const document = JSON.parse(readFileSync(new URL(`../openapi/${service}.json`, import.meta.url), "utf8"));
  const types = astToString(await openapiTS(document, { alphabetize: true, defaultNonNullable: false }));
  writeFileSync(new URL(`../src/api/schema.${service}.ts`, import.meta.url), `// Made by npm run api. Don't edit.\n${types}`);
}
