// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import Needs from "../src/scenes/needs/Needs";
import { leave, named, press, Refusal, serve, show, type, until, words, type Answers } from "./screen";

const FEED = { id: "f", platform: "x", name: "City Now", account: "city", link: "https://x.com/city", avatar: null, health: "ok", healthReason: null, expiresAt: null, capabilities: { text: { limit: 280, counting: "weighted" }, images: { most: 4, types: [], bytes: 1 } }, version: 1 };
const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();
const delivery = (id: string, state: string, more: object = {}) => ({ id, post: `post-${id}`, feed: "f", platform: "x", state, step: null, due: minutes(-5), sentAt: null, lagMillis: null, platformId: null, link: null, reason: null, version: 3, ...more });
type D = ReturnType<typeof delivery>;
const post = (one: D, more: object = {}) => ({ id: one.post, state: "SCHEDULED", text: `Text of ${one.id}`, altTexts: [], media: [], variants: {}, feeds: ["f"], due: one.due, zone: null, notAfter: null, labels: [], author: { id: "m" }, createdAt: minutes(-60), deliveries: [one], version: 1, ...more });
const SEEN = { platformId: "77", link: "https://x.com/city/status/77", createdAt: minutes(-5), text: "Text of r" };
const story = (one: D, seen: object[] = []) => ({ ...one, text: `Text of ${one.id}`, take: 1, notAfter: minutes(10), log: [
  { at: minutes(-5), step: "armed", attempt: 1 }, { at: minutes(-4), step: "review", detail: "2 posts with this text are on the feed; which one is ours?", seen },
] });
const routes = { "/needs": <Needs /> };

/** A workspace in which these deliveries wait. */
function server(all: D[], more: Answers = {}, seen: object[] = [SEEN]) {
  const listed: Answers = {};
  for (const one of all) {
    listed[`GET /posts/${one.post}`] = post(one);
    listed[`GET /deliveries/${one.id}`] = story(one, seen);
  }
  const lists = (address: string) => {
    const search = new URL(address, "http://h").searchParams;
    const found = all.filter((one) => (search.get("held") ? one.step === "held" : one.state === search.get("state")));
    return { items: found, next: null };
  };
  const sent = serve({ "GET /feeds": { items: [FEED], next: null }, "GET /members": { items: [], next: null }, "GET /holds": { items: [], next: null }, ...listed, ...more });
  const known = globalThis.fetch;
  globalThis.fetch = (async (address: string, init?: RequestInit) =>
    address.startsWith("/api/v1/deliveries?") ? new Response(JSON.stringify(lists(address)), { status: 200 }) : known(address, init)) as typeof fetch;
  return sent;
}

beforeEach(() => localStorage.setItem("septet.language", "en"));
afterEach(leave);

test("a feed that is cut off stands first, with the way to connect it again", async () => {
  server([], { "GET /feeds": { items: [{ ...FEED, health: "reconnect", healthReason: "The token is no longer valid" }], next: null } });
  await show(routes, "/needs");
  await until(() => expect(words()).toContain("1 feed must be connected again"));
  expect(words()).toContain("City Now");
  expect(words()).not.toContain("Nothing needs you.");
});

describe("a send that nobody knows the outcome of", () => {
  const review = delivery("r", "REVIEW", { reason: "2 posts with this text are on the feed; which one is ours?" });
  const choose = async (name: RegExp) => {
    await until(() => expect(named("button", name)).toBeTruthy());
    await press(named("button", name));
    await until(() => expect(document.querySelector("[role=dialog]")).toBeTruthy());
  };

  test("shows what was sent and what was seen", async () => {
    server([review]);
    await show(routes, "/needs");
    await until(() => expect(words()).toContain("Is it live? 1 delivery"));
    await until(() => expect(words()).toContain("Which one is ours?"));
    for (const said of ["What was sent", "Text of r", "What was seen on X", "Same text"]) expect(words()).toContain(said);
    expect(document.querySelector(`a[href="${SEEN.link}"]`)).toBeTruthy();
  });

  test("is live: as the one that was found, or as another", async () => {
    const sent = server([review], { "POST /deliveries/r/resolve": story({ ...review, state: "PUBLISHED" }) });
    await show(routes, "/needs");
    await choose(/^It is live/);
    await press(named("[role=dialog] button", "Count it as published"));
    await until(() => expect(sent.find((one) => one.call.endsWith("/resolve"))?.body).toEqual({ choice: "live", link: SEEN.link }));
  });

  test("cannot be called live without saying where", async () => {
    const sent = server([review], { "POST /deliveries/r/resolve": new Refusal(422, { type: "/problems/post-belongs-to-another" }) }, []);
    await show(routes, "/needs");
    await choose(/^It is live/);
    expect((named("[role=dialog] button", "Count it as published") as HTMLButtonElement).disabled).toBe(true);
    await type("Link or id of the post", " 88 ");
    await press(named("[role=dialog] button", "Count it as published"));
    await until(() => expect(words()).toContain("belongs to another delivery"));
    expect(sent.find((one) => one.call.endsWith("/resolve"))?.body).toEqual({ choice: "live", link: "88" });
  });

  test("is sent once more only by whoever has looked", async () => {
    const sent = server([review], { "POST /deliveries/r/resolve": story({ ...review, state: "HANDED" }) });
    await show(routes, "/needs");
    await choose(/^It is not live/);
    expect((named("[role=dialog] button", "Send once more") as HTMLButtonElement).disabled).toBe(true);
    await press(document.querySelector<HTMLElement>("[role=dialog] input[type=checkbox]")!);
    await press(named("[role=dialog] button", "Send once more"));
    await until(() => expect(sent.some((one) => one.call.endsWith("/resolve"))).toBe(true));
    const body = sent.find((one) => one.call.endsWith("/resolve"))!.body as { choice: string; notAfter: string };
    expect(body.choice).toBe("again");
    expect(Math.abs(Date.parse(body.notAfter) - Date.now() - 900_000)).toBeLessThan(20_000);
  });

  test("is dropped", async () => {
    const sent = server([review], { "POST /deliveries/r/resolve": story({ ...review, state: "DROPPED" }) });
    await show(routes, "/needs");
    await choose(/^Drop/);
    await press(named("[role=dialog] button", "Close it"));
    await until(() => expect(sent.find((one) => one.call.endsWith("/resolve"))?.body).toEqual({ choice: "drop" }));
  });

  test.each(["EDITOR", "VIEWER"] as const)("is not for a %s to decide, who may look", async (role) => {
    server([review]);
    await show(routes, "/needs", role);
    await until(() => expect(words()).toContain("A manager or the owner says what became of it."));
    expect(named("button", /^It is live/)).toBeUndefined();
  });
});

describe("what certainly did not go out", () => {
  test("each kind under its own head; what a later take has replaced, or whose post is gone, is not there", async () => {
    const old = delivery("old", "FAILED");
    const gone = delivery("gone", "MISSED");
    server([delivery("h", "SCHEDULED", { step: "held" }), delivery("m", "MISSED"), delivery("f", "FAILED"), old, gone], {
      "GET /posts/post-old": post({ ...old, id: "newer" }), "GET /posts/post-gone": new Refusal(404, { type: "/problems/post-not-found" }),
    });
    await show(routes, "/needs");
    await until(() => expect(words()).toContain("Refused: 1 delivery"));
    for (const said of ["Stopped by a hold: 1 delivery", "Missed: 1 delivery", "Text of h"]) expect(words()).toContain(said);
    for (const not of ["Text of newer", "Text of old", "Text of gone"]) expect(words()).not.toContain(not);
  });

  test("is tried again as a new take", async () => {
    const failed = delivery("f", "FAILED");
    const sent = server([failed], { "POST /deliveries/f/retry": story(failed) });
    await show(routes, "/needs", "EDITOR");
    await until(() => expect(named("button", "Try again: City Now")).toBeTruthy());
    await press(named("button", "Try again: City Now"));
    await press(named("[role=dialog] button", "Send now"));
    await until(() => expect(sent.some((one) => one.call === "POST /deliveries/f/retry")).toBe(true));
  });

  test("several at once; what could not be done is said, and stays", async () => {
    const held = ["a", "b"].map((id) => delivery(id, "SCHEDULED", { step: "held" }));
    const sent = server(held, { "POST /deliveries/a/reschedule": story(held[0]!), "POST /deliveries/b/reschedule": new Refusal(409, { type: "/problems/too-late" }) });
    await show(routes, "/needs");
    await until(() => expect(words()).toContain("Choose all"));
    await press([...document.querySelectorAll<HTMLElement>("input[type=checkbox]")][0]);
    await until(() => expect(words()).toContain("2 chosen"));
    await press(named("button", "Send now"));
    await press(named("[role=dialog] button", "Send now"));
    await until(() => expect(words()).toContain("City Now: Too late"));
    expect(sent.filter((one) => one.call.endsWith("/reschedule")).map((one) => one.body)).toEqual([{}, {}]);
    expect(words()).toContain("Send 1 delivery now?");
  });

  test("is not sent while the hold stands", async () => {
    server([delivery("h", "SCHEDULED", { step: "held", reason: "Held: workspace|w" })], { "GET /holds": { items: [{ id: "1", scope: "workspace", scopeId: null, reason: "x", by: "m", at: minutes(-9) }], next: null } });
    await show(routes, "/needs");
    await until(() => expect(words()).toContain("Publishing is still on hold here."));
    expect((named("button", "Send now: City Now") as HTMLButtonElement).disabled).toBe(true);
    expect((named("button", "Drop: City Now") as HTMLButtonElement).disabled).toBe(false);
  });

  test("a viewer has no buttons", async () => {
    server([delivery("f", "FAILED")]);
    await show(routes, "/needs", "VIEWER");
    await until(() => expect(words()).toContain("Refused: 1 delivery"));
    expect(named("button", /City Now/)).toBeUndefined();
  });
});

test("those who write see what is theirs, those who decide see all; either may choose, and the address keeps it", async () => {
  const mine = delivery("a", "FAILED", { author: "m" });
  const others = delivery("b", "FAILED", { author: "n" });
  server([mine, others]);
  const router = await show(routes, "/needs", "EDITOR");
  await until(() => expect(words()).toContain("Text of a"));
  expect(words()).not.toContain("Text of b");
  const choice = (name: string) => [...document.querySelectorAll("label")].find((one) => one.textContent === name);
  await press(choice("All (2)"));
  await until(() => expect(words()).toContain("Text of b"));
  expect(router.state.location.search).toBe("?who=all");
  await leave();
  server([others]);
  await show(routes, "/needs?who=mine", "MANAGER");
  await until(() => expect(words()).toContain("Nothing of yours needs you."));
});

test("nothing to do is said, and which feeds are looked at", async () => {
  server([delivery("f", "FAILED")]);
  await show(routes, "/needs?feed=other");
  await until(() => expect(words()).toContain("Nothing needs you on the chosen feeds."));
  expect(words()).toContain("1 delivery on another feed does.");
});
