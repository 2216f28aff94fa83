// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import Outside from "../src/scenes/outside/Outside";
import { leave, named, press, Refusal, serve, show, type, until, words } from "./screen";

const soon = new Date(Date.now() + 3_600_000).toISOString();
const post = { state: "SUBMITTED", due: soon, zone: "Asia/Shanghai", expires: soon, decides: "client", stages: [], parts: [{ feed: "f", platform: "x", text: "The market opens", pictures: [] }] };
const routes = { "/outside": <Outside /> };

beforeEach(() => {
  localStorage.setItem("septet.language", "en");
  vi.stubGlobal("scrollTo", () => undefined);
});
afterEach(leave);

test("whoever has a link sees the post, says who they are, and decides", async () => {
  const sent = serve({ "GET /outside": post, "POST /outside/decision": { ...post, state: "SCHEDULED", decides: null } });
  await show(routes, "/outside#secret");
  await until(() => expect(words()).toContain("The market opens"));
  expect(words(), "on whose clock").toContain("(UTC+8). This is exactly what goes out.");
  expect(words(), "no handle is made up").not.toContain("@X");
  await press(named("button", "Approve"));
  expect(words()).toContain("Say who you are.");
  await type("Your name", "Frau Weber");
  await press(named("button", "Reject"));
  expect(words()).toContain("Say what has to change.");
  expect(sent.some((one) => one.call === "POST /outside/decision")).toBe(false);
  await press(named("button", "Approve"));
  await until(() => expect(words()).toContain("Thank you: approved."));
  expect(sent.find((one) => one.call === "POST /outside/decision")?.body).toEqual({ approved: true, name: "Frau Weber", note: null });
  expect(named("button", "Approve")).toBeUndefined();
});

test("a link that ended says so", async () => {
  serve({ "GET /outside": new Refusal(410, { type: "/problems/link-over", why: "changed" }) });
  await show(routes, "/outside#secret");
  await until(() => expect(words()).toContain("This link shows nothing any more"));
});
