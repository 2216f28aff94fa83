// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Home } from "../src/frame/Home";
import type { CalendarItem } from "../src/models/post";
import Feeds from "../src/scenes/feeds/Feeds";
import { plannedFor } from "../src/scenes/feeds/dialogs";
import { leave, named, press, Refusal, serve, show, type, until, words, type Answers } from "./screen";

const CAPABILITIES = { text: { limit: 280, counting: "weighted" }, images: { most: 4, types: [], bytes: 1 } };
const feed = (id: string, more: object = {}) => ({ id, platform: "x", name: `Feed ${id}`, account: id, link: null, avatar: null, health: "ok", healthReason: null, expiresAt: null, capabilities: CAPABILITIES, version: 4, ...more });
const MEMBERS = { items: [{ id: "m", name: "Lin Yue", email: "", role: "OWNER" }], next: null };
const routes = { "/": <Home />, "/calendar": <p>the calendar</p>, "/feeds": <Feeds />, "/feeds/connect": <p>connecting</p> };
const server = (feeds: object[], more: Answers = {}) => serve({ "GET /feeds": { items: feeds, next: null }, "GET /members": MEMBERS, ...more });
const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();

beforeEach(() => localStorage.setItem("septet.language", "en"));
afterEach(leave);

describe("how feeds are, in words", () => {
  test("to the owner, with the way to mend it", async () => {
    server([
      feed("well"),
      feed("broken", { health: "reconnect", healthReason: "X does not accept this token" }),
      feed("silent", { health: "unreachable", healthReason: "X cannot be reached now" }),
      feed("ending", { expiresAt: days(5), healthReason: "Its access runs out within 7 days, on 2026-12-01; connect it again before" }),
      feed("later", { expiresAt: days(50) }),
    ]);
    await show(routes, "/feeds");
    await until(() => expect(words()).toContain("5 feeds, 2 of them need a look."));
    for (const said of ["Connected", "Must be connected again", "X no longer accepts the access.", "X cannot be reached.", "Not answering", "Access runs out on"]) expect(words()).toContain(said);
    expect(named("a", "Connect again: Feed broken")?.getAttribute("href")).toBe("/feeds/connect?again=broken");
    expect(named("a", "Connect again: Feed ending")).toBeTruthy();
    expect(words()).not.toContain("within 7 days");
    for (const fine of ["well", "silent", "later"]) expect(named("a", `Connect again: Feed ${fine}`)).toBeUndefined();
  });

  test("in Chinese too, with the platform's own words quoted", async () => {
    localStorage.setItem("septet.language", "zh-CN");
    server([
      feed("broken", { health: "reconnect", healthReason: "X says: Value passed for the token was invalid.; connect it again" }),
      feed("found", { health: "reconnect", healthReason: "HTTP 401 Unauthorized" }),
    ]);
    await show(routes, "/feeds");
    await until(() => expect(words()).toContain("X 的说明："));
    expect([...document.querySelectorAll("q")].map((one) => one.textContent)).toEqual(["Value passed for the token was invalid.", "Unauthorized"]);
    expect(words()).toContain("X 没有接受（401）。");
  });

  test.each(["VIEWER", "EDITOR"] as const)("to a %s, without buttons that do nothing", async (role) => {
    server([feed("broken", { health: "reconnect" })]);
    await show(routes, "/feeds", role);
    await until(() => expect(words()).toContain("Ask an owner to connect it again: Lin Yue."));
    expect(named("a", /^Connect again/)).toBeUndefined();
    expect(named("button", /^More for/)).toBeUndefined();
    expect(Boolean(named("button", "Check now: Feed broken"))).toBe(role === "EDITOR");
    expect(words()).not.toContain("Connect account");
  });

  test("checked now", async () => {
    server([feed("a")], { "POST /feeds/a/check": feed("a", { health: "unreachable", version: 5 }) });
    await show(routes, "/feeds");
    await until(() => expect(named("button", "Check now: Feed a")).toBeTruthy());
    await press(named("button", "Check now: Feed a"));
    await until(() => expect(words()).toContain("Not answering"));
  });
});

describe("what an owner does with a feed", () => {
  const menu = async (item: string) => {
    await until(() => expect(named("button", "More for Feed a")).toBeTruthy());
    await press(named("button", "More for Feed a"));
    await until(() => expect(named("[role=menuitem]", item)).toBeTruthy());
    await press(named("[role=menuitem]", item));
  };

  test("renames it", async () => {
    const sent = server([feed("a")], { "PATCH /feeds/a": feed("a", { name: "City desk", version: 5 }) });
    await show(routes, "/feeds");
    await menu("Rename");
    await until(() => expect(words()).toContain("Name in this workspace"));
    await type("Name in this workspace", " City desk ");
    await press(named("form button", "Rename"));
    await until(() => expect(words()).toContain("City desk"));
    expect(sent.find((one) => one.call === "PATCH /feeds/a")!.body).toEqual({ name: "City desk" });
  });

  test("disconnects it only after being told what becomes of its posts", async () => {
    const item = { post: "p", deliveries: [{ feed: "a", state: "SCHEDULED" }] };
    const sent = server([feed("a")], { "GET /calendar": { items: [item], next: null }, "DELETE /feeds/a": null });
    await show(routes, "/feeds");
    await menu("Disconnect");
    await until(() => expect(words()).toContain("1 post is planned for it in the next 90 days."));
    expect(words()).toContain("marked missed");
    expect(sent.some((one) => one.call === "DELETE /feeds/a")).toBe(false);
    await press(named("[role=dialog] button", "Disconnect"));
    await until(() => expect(sent.some((one) => one.call === "DELETE /feeds/a")).toBe(true));
    await until(() => expect(words()).toContain("No feeds are connected"));
  });

  test("is told when disconnecting failed", async () => {
    server([feed("a")], { "GET /calendar": { items: [], next: null }, "DELETE /feeds/a": new Refusal(503, { type: "/problems/store-unavailable" }) });
    await show(routes, "/feeds");
    await menu("Disconnect");
    await until(() => expect(named("[role=dialog] button", "Disconnect")).toBeTruthy());
    await press(named("[role=dialog] button", "Disconnect"));
    await until(() => expect(words()).toContain("Nothing was changed; try again shortly."));
  });

  test("only what still has to go out counts as planned", () => {
    const item = (deliveries: { feed: string; state: string }[]) => ({ post: "p", deliveries }) as unknown as CalendarItem;
    expect(plannedFor("a", [
      item([{ feed: "a", state: "SCHEDULED" }, { feed: "b", state: "SCHEDULED" }]), item([{ feed: "a", state: "HANDED" }]),
      item([{ feed: "a", state: "PUBLISHED" }]), item([{ feed: "b", state: "SCHEDULED" }]), item([]),
    ])).toBe(2);
  });
});

describe("an empty workspace", () => {
  test.each([["OWNER", [], "/feeds/connect"], ["EDITOR", [], "/calendar"], ["OWNER", [feed("a")], "/calendar"]] as const)(
    "leads its %s with %j to %s", async (role, feeds, goal) => {
      server([...feeds]);
      const router = await show(routes, "/", role);
      await until(() => expect(router.state.location.pathname).toBe(goal));
    },
  );

  test("tells an editor whom to ask", async () => {
    server([]);
    await show(routes, "/feeds", "EDITOR");
    await until(() => expect(words()).toContain("Accounts are connected by an owner: Lin Yue."));
  });
});
