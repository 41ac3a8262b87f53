// Reads the services' OpenAPI documents and shows them as one page. No library: a document is a tree, and so is a page.
const SERVICES = ["identity", "clinic", "notify", "video-gate"];
const METHODS = ["get", "post", "patch", "put", "delete"];

function element(name, content = [], attributes = {}) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...[content].flat().filter((part) => part !== ""));
  return made;
}

const resolved = (schema, all) => (schema?.$ref ? all[schema.$ref.split("/").pop()] ?? {} : schema ?? {});

function typeOf(schema, all, depth = 0) {
  const found = resolved(schema, all);
  const name = schema?.$ref?.split("/").pop();
  const choices = found.anyOf ?? found.oneOf;
  if (choices) return choices.map((choice) => typeOf(choice, all, depth)).join(" or ");
  if (found.enum) return found.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (found.const !== undefined) return JSON.stringify(found.const);
  if (found.type === "array") return `list of ${typeOf(found.items, all, depth)}`;
  return name && found.properties ? name : [found.type ?? "any", found.format && `(${found.format})`].filter(Boolean).join(" ");
}

function limitsOf(schema, all) {
  const found = resolved(schema, all);
  const parts = [found.minLength && `at least ${found.minLength}`, found.maxLength && `at most ${found.maxLength} characters`,
    found.minimum !== undefined && `from ${found.minimum}`, found.maximum !== undefined && `to ${found.maximum}`, found.description];
  return parts.filter(Boolean).join(", ");
}

function table(title, rows) {
  if (!rows.length) return "";
  const lines = rows.map(([name, must, type, note]) =>
    element("tr", [element("th", [element("code", name), must ? "" : " optional"], { scope: "row" }), element("td", type), element("td", note)]));
  return element("table", [element("caption", title), element("tbody", lines)]);
}

const fieldsOf = (schema, all) => {
  const found = resolved(schema, all);
  return Object.entries(found.properties ?? {}).map(([name, field]) =>
    [name, (found.required ?? []).includes(name), typeOf(field, all), limitsOf(field, all)]);
};

const jsonOf = (content) => content?.["application/json"]?.schema ?? content?.["application/problem+json"]?.schema;

function door(method, path, operation, all) {
  const parameters = (operation.parameters ?? []).map((given) => resolved(given, all)).filter((given) => given.name).map((given) =>
    [`${given.name} (${given.in})`, given.required, typeOf(given.schema, all), given.description ?? limitsOf(given.schema, all)]);
  const body = jsonOf(resolved(operation.requestBody, all).content);
  const answers = Object.entries(operation.responses ?? {}).map(([status, given]) =>
    [status, true, jsonOf(given.content) ? typeOf(jsonOf(given.content), all) : "", given.description ?? ""]);
  const parts = [element("p", operation.description ?? ""), table("Parameters", parameters),
    body ? table("Body", fieldsOf(body, all)) : "", table("Answers", answers)];
  return element("details", [
    element("summary", [element("b", method.toUpperCase()), element("code", path), element("span", operation.summary ?? "")]),
    element("div", parts),
  ]);
}

async function service(name) {
  const address = `/api/${name}/v1/openapi.json`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${name} does not answer (${answer.status})`);
  const read = await answer.json();
  const doors = Object.entries(read.paths).flatMap(([path, operations]) =>
    METHODS.filter((method) => operations[method]).map((method) => door(method, path, operations[method], read.components?.schemas ?? {})));
  const source = element("p", element("a", address, { href: address }));
  return element("section", [element("h2", name), source, ...doors]);
}

const find = document.getElementById("find");
find.addEventListener("input", () => {
  for (const one of document.querySelectorAll("details")) one.hidden = !one.textContent.toLowerCase().includes(find.value.toLowerCase());
});

const found = await Promise.allSettled(SERVICES.map(service));
document.getElementById("services").append(...found.filter((one) => one.value).map((one) => one.value));
const missing = found.filter((one) => one.reason).map((one) => one.reason.message);
document.getElementById("state").textContent = missing.length ? `${missing.join("; ")}. Load the page again in a moment.` : "";
