import { expect, test } from "vitest";
import type { Me } from "@/api/types";
import { greeted, personName } from "./people";

const me = (...names: string[]) => ({ display_name: null, email: "home@example.com", people: names.map((name) => ({ name })) }) as unknown as Me;

test("two who share a sign-in are both greeted, a parent of several children once", () => {
  expect(greeted(me("Peter Whitfield", "Grace Whitfield"))).toBe("Peter and Grace");
  expect(greeted(me("Sofia Haddad", "Sofia Haddad", "Sofia Haddad"))).toBe("Sofia");
  expect(personName(me("Sofia Haddad", "Sofia Haddad"))).toBe("Sofia Haddad");
});
