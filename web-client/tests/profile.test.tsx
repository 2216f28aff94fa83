// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { client } from "../src/api/queries";
import { useToldLanguage } from "../src/frame/useToldLanguage";
import { useI18n } from "../src/i18n";
import Profile from "../src/scenes/profile/Profile";
import { leave, named, press, Refusal, serve, show, until, words } from "./screen";

const me = (more: object = {}) => ({ id: "m", name: "Lin Yue", email: "lin@example.org", language: "en", mail: true, ...more });
const box = () => document.querySelector<HTMLInputElement>("input[role=switch], input[type=checkbox]");

function Told() {
  useToldLanguage();
  const { setLanguage } = useI18n();
  return <button type="button" onClick={() => setLanguage("zh-CN")}>zh</button>;
}

beforeEach(() => {
  localStorage.setItem("septet.language", "en");
  client.clear();
});
afterEach(leave);

test("mail is switched off, and stays on where that did not work", async () => {
  let answer: unknown = new Refusal(503, { type: "/problems/store-unavailable" });
  const sent = serve({ "GET /me": me(), "GET /workspace": { mail: true }, "PATCH /me": () => answer });
  await show({ "/profile": <Profile /> }, "/profile", "EDITOR");
  await until(() => expect(box()?.checked).toBe(true));
  expect(words()).toContain("You are told of your own posts");
  expect(words()).toContain("Mail is in English");
  await press(box()!);
  await until(() => expect(document.querySelector("[role=alert]")?.textContent).toContain("The store is not available"));
  expect(box()?.checked).toBe(true);
  answer = me({ mail: false });
  await press(box()!);
  await until(() => expect(sent.at(-1)).toEqual({ call: "PATCH /me", body: { mail: false } }));
});

test("where there is no mail server that is said", async () => {
  serve({ "GET /me": me(), "GET /workspace": { mail: false } });
  await show({ "/profile": <Profile /> }, "/profile", "OWNER");
  await until(() => expect(words()).toContain("No mail server is set up"));
  expect(words()).toContain("every post of this workspace");
});

test("the language of one's mail is the one first seen, and later the one chosen", async () => {
  let now = me({ language: null });
  const sent = serve({ "GET /me": () => now, "PATCH /me": (body: unknown) => (now = me(body as object)) });
  const told = () => sent.filter((one) => one.call === "PATCH /me").map((one) => one.body);
  await show({ "/": <Told /> }, "/");
  await until(() => expect(told()).toEqual([{ language: "en" }]));
  await press(named("button", "zh"));
  await until(() => expect(told()).toEqual([{ language: "en" }, { language: "zh-CN" }]));
});

test("another browser's language is not told unasked", async () => {
  const sent = serve({ "GET /me": me({ language: "zh-CN" }), "GET /workspace": { mail: true } });
  await show({ "/": <><Told /><Profile /></> }, "/");
  await until(() => expect(words()).toContain("简体中文"));
  expect(sent.some((one) => one.call === "PATCH /me")).toBe(false);
});
