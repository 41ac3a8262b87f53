import { expect, test } from "vitest";
import type { ClientRow, ClientRowPerson } from "@/api/types";
import { whoNeedsMost } from "./needs";

const person = (name: string, rest: Partial<ClientRowPerson>): ClientRowPerson => ({
  contact_id: name, given_name: name, family_name: "", relationship: "MOTHER", is_primary: true, portal_state: "ACTIVE", portal_state_time: null, shared_email: false, ...rest,
});
const client = (people: ClientRowPerson[], needs_you = true): ClientRow => ({
  client_id: "c", given_name: "", family_name: "", birth_date: null, age: null, minor: true, has_guardian: false, status: "ACTIVE", clinician_id: null,
  next_session_time: null, next_session_end_time: null, people, needs_you,
});

test("the most urgent state is mended first", () => {
  const found = whoNeedsMost(client([person("expiring", { portal_state: "EXPIRING" }), person("consent", { portal_state: "NO_CONSENT" })]));
  expect(found?.contact_id).toBe("consent");
});

test("somebody who is off by default does not stand before the primary contact", () => {
  const found = whoNeedsMost(client([person("off", { portal_state: "ACCESS_OFF", is_primary: false }), person("new", { portal_state: "NOT_INVITED" })]));
  expect(found?.contact_id).toBe("new");
});

test("a client who needs nobody has no fix", () => {
  expect(whoNeedsMost(client([person("off", { portal_state: "ACCESS_OFF" })], false))).toBeNull();
  expect(whoNeedsMost(client([person("fine", { portal_state: "ACTIVE" })]))).toBeNull();
});
