// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { stagesFor, type ApprovalRules } from "../src/models/approval";
import Approvals from "../src/scenes/approvals/Approvals";
import Settings from "../src/scenes/approvals/Settings";
import { leave, named, press, Refusal, serve, show, until, words } from "./screen";

const FEED = { id: "f", platform: "x", name: "City Now", account: "city", link: null, avatar: null, health: "ok", healthReason: null, capabilities: { text: { limit: 280, counting: "weighted" }, images: { most: 4, types: [], bytes: 1 } }, version: 1 };
const soon = new Date(Date.now() + 3_600_000).toISOString();
const stage = (name: string) => ({ name, role: "MANAGER" as const, members: [] });
const approval = (id: string) => ({ hash: `hash-${id}`, stages: [stage("desk"), stage("chief")], decisions: [], waiting: 0, by: "e", at: soon, expires: soon, mine: true, whyNot: null, voided: [{ at: soon, by: "e", decisions: [{ stage: "desk", approved: true, by: "z", at: soon }] }] });
const post = (id: string) => ({ id, state: "SUBMITTED", text: `Text of ${id}`, altTexts: [], media: [], variants: {}, feeds: ["f"], due: soon, zone: null, notAfter: soon, labels: [], author: { id: "e" }, createdAt: soon, deliveries: [], approval: approval(id), version: 1 });
const routes = { "/approvals": <Approvals />, "/approvals/settings": <Settings />, "/posts/:id": <p>The post</p> };
const base = { "GET /feeds": { items: [FEED], next: null }, "GET /members": { items: [{ id: "e", name: "Emil", email: "", role: "EDITOR" }, { id: "z", name: "Zhou", email: "", role: "MANAGER" }], next: null }, "GET /labels": { items: [], next: null } };

const key = async (pressed: string, more: KeyboardEventInit = {}) => {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true, cancelable: true, ...more }));
  await new Promise((done) => setTimeout(done));
};
const current = () => document.querySelector("[aria-current=true]")?.textContent ?? "";

beforeEach(() => localStorage.setItem("septet.language", "en"));
afterEach(leave);

describe("what waits for approval", () => {
  test("is gone through and decided by keys alone", async () => {
    const sent = serve({ ...base, "GET /approvals": { items: [post("a"), post("b")], next: null }, "POST /posts/b/approve": { ...post("b"), approval: { ...approval("b"), waiting: 1, mine: false } } });
    await show(routes, "/approvals");
    await until(() => expect(current()).toContain("Text of a"));
    await key("j");
    await until(() => expect(current()).toContain("Text of b"));
    await key("k");
    await until(() => expect(current()).toContain("Text of a"));
    await key("j");
    await key("a");
    await until(() => expect(document.querySelector("[role=dialog] textarea")).toBeTruthy());
    expect(words()).toContain("It then waits for: chief. This cannot be taken back.");
    document.querySelector<HTMLElement>("[role=dialog] textarea")!.focus();
    await key("Enter", { ctrlKey: true });
    await until(() => expect(sent.find((one) => one.call === "POST /posts/b/approve")?.body).toEqual({ hash: "hash-b", stage: 0, note: null }));
    await until(() => expect(current()).toContain("Text of a"));
  });

  test("says whose change made which approvals void", async () => {
    serve({ ...base, "GET /approvals": { items: [post("a")], next: null } });
    await show(routes, "/approvals");
    await until(() => expect(words()).toMatch(/Emil changed the post on .*counts no more: Zhou \(desk\)/));
  });

  test("is not refused without a reason, and a refusal of the server is said", async () => {
    serve({ ...base, "GET /approvals": { items: [post("a")], next: null }, "POST /posts/a/approve": new Refusal(409, { type: "/problems/approval-outdated" }) });
    await show(routes, "/approvals");
    await until(() => expect(current()).toContain("Text of a"));
    await key("r");
    await until(() => expect(named("[role=dialog] button", "Reject")).toBeTruthy());
    expect((named("[role=dialog] button", "Reject") as HTMLButtonElement).disabled).toBe(true);
    await press(named("[role=dialog] button", "Cancel"));
    await until(() => expect(document.querySelector("[role=dialog]")).toBeNull());
    await key("a");
    await until(() => expect(named("[role=dialog] button", "Approve")).toBeTruthy());
    await press(named("[role=dialog] button", "Approve"));
    await until(() => expect(words()).toContain("The post was changed since you saw it."));
  });
});

describe("stages", () => {
  const rules: ApprovalRules = { stages: [stage("desk")], overrides: [{ scope: "label", id: "quick", stages: [] }, { scope: "feed", id: "f", stages: [stage("a"), stage("b")] }], version: 2 };

  test("the longest list counts, as on the server", () => {
    const names = (feeds: string[], labels: string[]) => stagesFor(rules, feeds, labels).map((one) => one.name);
    expect(names(["g"], [])).toEqual(["desk"]);
    expect(names(["g"], ["quick"])).toEqual(["desk"]);
    expect(names(["g", "f"], ["quick"])).toEqual(["a", "b"]);
    expect(stagesFor(undefined, ["f"], [])).toEqual([]);
  });

  test("are added and saved with the version that was read", async () => {
    const sent = serve({ ...base, "GET /approvals/settings": { stages: [], overrides: [], version: 0 }, "PUT /approvals/settings": { stages: [stage("Editor")], overrides: [], version: 1 } });
    await show(routes, "/approvals/settings", "MANAGER");
    await until(() => expect(words()).toContain("No stage: who schedules a post approves it."));
    await press(named("button", "Add a stage"));
    await press(named("button", "Save"));
    await until(() => expect(sent.find((one) => one.call === "PUT /approvals/settings")?.body).toEqual({ stages: [stage("Editor")], overrides: [], version: 0 }));
  });

  test("are only shown to those who may not change them", async () => {
    serve({ ...base, "GET /approvals/settings": rules });
    await show(routes, "/approvals/settings", "EDITOR");
    await until(() => expect(words()).toContain("Owners and managers can change this."));
    expect(named("button", "Save")).toBeUndefined();
  });
});
