// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "../src/models/post";
import { Deliveries } from "../src/scenes/post/Deliveries";
import { shownDelivery, shownPost } from "../src/models/states";
import { leave, named, press, Refusal, serve, show, until, words, type Answers } from "./screen";

const FEED = { id: "f", platform: "x", name: "City Now" };
const AT = "2026-11-23T09:00:00Z";
const delivery = (more: object = {}) => ({ id: "d", post: "p", feed: "f", platform: "x", state: "PUBLISHED", step: null, due: AT, sentAt: AT, lagMillis: 40, platformId: "77", link: "https://x.com/city/status/77", reason: null, version: 3, ...more });
const post = (one: object) => ({ id: "p", labels: [], deliveries: [one] }) as unknown as Post;
const screen = (one: object) => ({ "/": <Deliveries post={post(one)} feeds={[FEED] as never} /> });
const server = (one: object, more: Answers = {}) =>
  serve({ "GET /deliveries/d": { ...one, text: "The night market", take: 1, notAfter: AT, log: [{ at: AT, step: "published" }, { at: AT, step: "retracted", detail: "gone", by: "m" }] }, "GET /holds": { items: [], next: null }, "GET /members": { items: [{ id: "m", name: "Lin Yue", role: "OWNER" }], next: null }, ...more });
const open = async () => {
  await until(() => expect(named("button", "Story of City Now")).toBeTruthy());
  await press(named("button", "Story of City Now"));
};

beforeEach(() => localStorage.setItem("septet.language", "en"));
afterEach(leave);

test("what is public is deleted after a second question that names feed and post; what went wrong is said there", async () => {
  let answer: unknown = new Refusal(409, { type: "/problems/not-retractable", detail: "Instagram lets no program delete it" });
  const sent = server(delivery(), { "POST /deliveries/d/retract": () => answer });
  await show(screen(delivery()), "/", "MANAGER");
  await open();
  await until(() => expect(named("button", "Delete there: City Now")).toBeTruthy());
  await press(named("button", "Delete there: City Now"));
  await until(() => expect(document.querySelector("[role=dialog]")?.textContent).toContain("City Now: delete the post?"));
  expect(document.querySelector("[role=dialog]")?.textContent).toContain("The night market");
  expect(sent.some((one) => one.call.startsWith("POST"))).toBe(false);
  await press(named("[role=dialog] button", "Delete on X"));
  await until(() => expect(document.querySelector("[role=alert]")?.textContent).toContain("Instagram lets no program delete it"));
  answer = delivery({ retractedAt: AT });
  await press(named("[role=dialog] button", "Delete on X"));
  await until(() => expect(document.querySelector("[role=dialog]")).toBeNull());
});

test("who may not is not offered it, and what is gone neither deleted again nor linked to", async () => {
  server(delivery());
  await show(screen(delivery()), "/", "EDITOR");
  await open();
  await until(() => expect(words()).toContain("Was to be deleted"));
  expect(named("button", /Delete there/)).toBeUndefined();
  await leave();
  const gone = delivery({ retractedAt: AT });
  server(gone);
  await show(screen(gone), "/", "OWNER");
  await open();
  await until(() => expect(words()).toContain("by Lin Yue"));
  expect(words()).toContain("Deleted again");
  expect(named("button", /Delete there/)).toBeUndefined();
  expect(document.querySelector("a[href^='https://x.com']")).toBeNull();
  expect(shownPost("DONE", [gone as never])).toBe("retracted");
  expect(shownDelivery(delivery() as never)).toBe("live");
});
