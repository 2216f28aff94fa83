// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { client } from "../src/api/queries";
import { keptOf } from "../src/models/audit";
import Audit from "../src/scenes/audit/Audit";
import { leave, named, press, Refusal, serve, show, until, words } from "./screen";

const FEED = { id: "f", platform: "x", name: "City Now", account: "city", link: null, avatar: null, health: "ok", healthReason: null, expiresAt: null, capabilities: {}, version: 1 };
const found = (rule: string, n: number, more: object = {}) => ({ rule, delivery: `d${n}`, post: `p${n}`, feed: "f", detail: `Detail ${n}`, ...more });
const audit = (more: object = {}) => ({
  at: new Date(Date.now() - 60_000).toISOString(), from: "2026-11-16T03:17:00Z", to: "2026-11-23T03:17:00Z", deliveries: 70, findings: [],
  rules: [{ id: "once", looked: 60, found: 0 }, { id: "held", looked: 0, found: 0 }, { id: "due", looked: 60, found: 0 }], ...more,
});
const routes = { "/audit": <Audit /> };
const server = (answers: object) => serve({ "GET /feeds": { items: [FEED], next: null }, ...answers });

beforeEach(() => {
  localStorage.setItem("septet.language", "en");
  client.clear();
});
afterEach(leave);

describe("a check of publishing", () => {
  test("says what is looked at, of how many, and that it held", async () => {
    server({ "GET /deliveries/audit": audit() });
    await show(routes, "/audit", "MANAGER");
    await until(() => expect(words()).toContain("Every rule was kept. 70 deliveries were looked at."));
    expect(words()).toContain("Nothing was sent before its time.");
    expect(words()).toContain("60 deliveries looked at");
    expect(words()).toContain("Not asked");
    expect(words()).toContain("1 minute ago");
  });

  test("puts what did not hold first, with the way to each story, and rules it has no words for in the server's", async () => {
    server({
      "GET /deliveries/audit": audit({
        rules: [{ id: "once", looked: 60, found: 0 }, { id: "due", looked: 60, found: 1 }, { id: "newer", looked: 9, found: 0, text: "It is on the platform." }],
        findings: [found("due", 1), found("brand-new", 2, { post: undefined })],
      }),
      "GET /deliveries/d2": { id: "d2", post: "p2" },
    });
    await show(routes, "/audit");
    await until(() => expect(words()).toContain("2 rules were not kept."));
    expect(words()).toContain("It is on the platform.");
    expect(words()).toContain("brand-new");
    const rows = [...document.querySelectorAll("li[data-broken]")].map((one) => one.textContent);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain("Does not hold for 1");
    await until(() => expect([...document.querySelectorAll("li li a")].map((one) => one.getAttribute("href"))).toEqual(["/posts/p1#d-d1", "/posts/p2#d-d2"]));
    expect(document.querySelector("ul > li")?.hasAttribute("data-broken")).toBe(true);
  });

  test("tells of what is not there any more, and of feeds that could not be read, without calling it a fault", async () => {
    server({
      "GET /deliveries/audit": audit({
        rules: [{ id: "there", looked: 9, found: 0 }], notices: [found("there", 3)], notCompared: [{ feed: "f", why: "The platform does not answer" }],
      }),
    });
    await show(routes, "/audit");
    await until(() => expect(words()).toContain("Every rule was kept."));
    expect(words()).toContain("Not there any more");
    expect([...document.querySelectorAll("section li a")].map((one) => one.getAttribute("href"))).toEqual(["/posts/p3#d-d3"]);
    expect(words()).toContain("Feeds that could not be read to the end");
    expect(words()).toContain("The platform does not answer");
    expect(document.querySelector("[data-broken]")).toBeNull();
  });

  test("is made now, of as many days as chosen; one that fails leaves the last one standing", async () => {
    let asked = "";
    let answer: unknown = new Refusal(503, { type: "/problems/accounts-unavailable" });
    server({ "GET /deliveries/audit": audit(), "POST /deliveries/audit": () => answer });
    const known = globalThis.fetch;
    globalThis.fetch = ((address: string, init?: RequestInit) => {
      if (init?.method === "POST") asked = address;
      return known(address, init);
    }) as typeof fetch;
    await show(routes, "/audit?days=35");
    await until(() => expect(named("button", "Check now")).toBeTruthy());
    await press(named("button", "Check now"));
    await until(() => expect(document.querySelector("[role=alert]")?.textContent).toContain("It could not be checked:"));
    expect(asked).toContain("days=35");
    expect(words()).toContain("70 deliveries were looked at");
    answer = audit({ deliveries: 71 });
    await press(named("button", "Check now"));
    await until(() => expect(words()).toContain("71 deliveries were looked at"));
    expect(document.querySelector("[role=alert]")).toBeNull();
  });

  test("none yet is no failure, and others than managers are not asked for one", async () => {
    const sent = server({ "GET /deliveries/audit": new Refusal(404, { type: "/problems/audit-not-found" }) });
    await show(routes, "/audit");
    await until(() => expect(words()).toContain("Nothing has been checked yet."));
    await leave();
    const before = sent.length;
    server({});
    await show(routes, "/audit", "EDITOR");
    await until(() => expect(words()).toContain("This is for managers and owners."));
    expect(sent.length).toBe(before);
  });

  test("of an earlier release tells no more than it knows", () => {
    const [only] = keptOf({ at: "", from: "", to: "", deliveries: 1, findings: [found("due", 1)] });
    expect(only).toMatchObject({ id: "due", looked: null, found: 1 });
    expect(keptOf({ at: "", from: "", to: "", deliveries: 1, findings: [], rules: null })).toEqual([]);
  });
});
